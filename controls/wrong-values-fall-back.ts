import { changeApi, control, withConfiguration } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a common parameter whose value can't be is left out, so that its default holds.
 *
 * Must fail: CREATE-14 and INPUT-03, which refuse such values, and UPDATE-05: a change to such a value takes away the one
 * that was set.
 */
const CAN_BE: Readonly<Record<string, (value: unknown) => boolean>> = {
  createDevices: (value) => typeof value === 'boolean',
  uplinkTimeValidity: (value) => /^\d+[smhd]$/.test(String(value)),
  downlinkPort: (value) => Number.isInteger(value) && Number(value) < 256,
  reconnectStrategy: (value) => /^(CALM|NORMAL|AGGRESSIVE)$/.test(String(value)),
};

export default control({
  title: 'A common parameter that can not be falls back to its default',
  breaks: ['CREATE-14', 'INPUT-03', 'UPDATE-05'],
  seenAs: 'A validity of "72 hours" has no effect',
  defect: changeApi(() => ({
    request: (request) =>
      withConfiguration(request, (configuration) =>
        Object.fromEntries(
          Object.entries(configuration).filter(([key, value]) => CAN_BE[key]?.(value) ?? true),
        ),
      ),
  })),
});
