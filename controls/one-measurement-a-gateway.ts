import { control, type WireMessage } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a frame becomes a measurement for each gateway that heard it, as if there had been so many frames. So that
 * not every scenario is about it, this bridge counts from the third gateway on: two hear each frame elsewhere.
 *
 * Must fail: MSG-07 alone; no other scenario speaks of more than two gateways.
 */
export default control({
  title: 'A frame becomes a measurement for each gateway that heard it',
  breaks: ['MSG-07'],
  seenAs: 'One measurement a gateway instead of one a frame',
  wire: { message: (message) => heardBy(message).map((payload) => ({ ...message, payload })) },
});

function heardBy({ payload }: WireMessage): readonly Uint8Array[] {
  const text = Buffer.from(payload).toString('utf8');
  const gateways = text.match(/"Lrrid":"[0-9A-F]+","Chain"/g)?.length ?? 0;
  const copies = Array.from({ length: Math.max(0, gateways - 2) }, (_, index) =>
    Buffer.from(text.replace(/"mic_hex":"[0-9a-f]{4}/, `"mic_hex":"000${index}`), 'utf8'),
  );
  return [payload, ...copies];
}
