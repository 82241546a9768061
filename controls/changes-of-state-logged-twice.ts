import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a change of a connection's state is written to the log by two parts of the bridge.
 *
 * Must fail: METRIC-06. Uplinks that are not delivered are logged as before.
 */
export default control({
  title: 'Each change of state stands in the log twice',
  breaks: ['METRIC-06'],
  seenAs: 'Logs of several megabytes an hour from a connection that is tried again',
  defect: (parts) => {
    const twice =
      (level: 'info' | 'warn') =>
      (fields: Readonly<Record<string, unknown>>, message: string): void => {
        parts.logger[level](fields, message);
        if ('to' in fields) parts.logger[level](fields, message);
      };
    return { ...parts, logger: { ...parts.logger, info: twice('info'), warn: twice('warn') } };
  },
});
