import { changeApi, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the list of devices shows only those that have a connection already.
 *
 * Must fail: VERIFY-02 alone, since its device has none. What a device's own address tells is right.
 */
export default control({
  title: 'Devices without a connection are not listed',
  breaks: ['VERIFY-02'],
  seenAs: 'A new device can not be chosen',
  defect: changeApi(() => ({
    answer: (answer, { path }) =>
      path === '/devices' && Array.isArray(answer.body)
        ? { ...answer, body: answer.body.filter(isConnected) }
        : answer,
  })),
});

function isConnected(device: unknown): boolean {
  return isRecord(device) && Array.isArray(device.connectionIds) && device.connectionIds.length > 0;
}
