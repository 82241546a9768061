import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: log lines are sentences only; the device and the frame that they are about can't be searched for.
 *
 * Must fail: METRIC-07. Lines about connections keep their fields.
 */
export default control({
  title: 'Log lines don’t say which device and frame they are about',
  breaks: ['METRIC-07'],
  seenAs: 'A lost uplink that nobody finds in the log',
  defect: (parts) => {
    const bare =
      (level: 'warn' | 'error') =>
      (fields: Readonly<Record<string, unknown>>, message: string): void => {
        const { devEui: _device, fCntUp: _frame, ...rest } = fields;
        parts.logger[level](rest, message);
      };
    return { ...parts, logger: { ...parts.logger, warn: bare('warn'), error: bare('error') } };
  },
});
