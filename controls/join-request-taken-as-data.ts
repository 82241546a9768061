import { control, type WireMessage } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a join request, which shares its root with the uplinks, is taken for one of them. Here the network
 * dresses it as such, so that any bridge behaves as if it could not tell them apart.
 *
 * Must fail: MSG-02 (the device is registered, or an uplink too many is counted, because of a join) and MSG-15 (the join
 * is not counted as filtered).
 */
export default control({
  title: 'A join request is treated as data',
  breaks: ['MSG-02', 'MSG-15'],
  seenAs: 'Join request treated as data: devices that never sent anything appear',
  wire: { message: (message) => [{ ...message, payload: dressed(message) }] },
});

function dressed({ payload }: WireMessage): Uint8Array {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return payload;
  }
  if (typeof document !== 'object' || document === null || !('DevEUI_uplink' in document)) return payload;
  const uplink = document.DevEUI_uplink;
  if (typeof uplink !== 'object' || uplink === null || !('rawJoinRequest' in uplink)) return payload;
  const { rawJoinRequest, ...rest } = uplink;
  const data = { ...rest, MType: 2, FPort: 1, FCntUp: 0, payload_hex: rawJoinRequest };
  return Buffer.from(JSON.stringify({ DevEUI_uplink: data }), 'utf8');
}
