import { changeStored, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: that a connection is inactive is forgotten when the bridge starts: all connections open.
 *
 * Must fail: DURABLE-01 alone, by the connection that is not active. (With all chapters STATE-16 as well, in which the bridge
 * is started again while a connection is deactivated.)
 */
export default control({
  title: 'Inactive connections open when the bridge starts',
  breaks: ['DURABLE-01'],
  seenAs: 'A connection that was switched off sends data after an update',
  defect: (parts) => ({
    ...parts,
    storage: changeStored(parts.storage, 'connections', {
      read: (value) => (isRecord(value) ? { ...value, active: true } : value),
    }),
  }),
});
