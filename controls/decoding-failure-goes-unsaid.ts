import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a driver that can't decode a payload is taken for one that found nothing in it, so that nobody learns of
 * it.
 *
 * Must fail: MSG-04, whose first scenario waits for the event. What the network itself could not decode is still told, and
 * nothing is blocked: the rest of MSG-04 and all other requirements hold.
 *
 * Against all chapters PARAM-13 failed as well: of a document that nobody could decode an empty payload is kept, not the
 * whole of it.
 */
export default control({
  title: 'A payload that can’t be decoded is dropped without a word',
  breaks: ['MSG-04', 'PARAM-13'],
  seenAs: 'Decoding error: silently nothing (TXIF-1306)',
  defect: (parts) => ({
    ...parts,
    drivers: {
      list: () => parts.drivers.list(),
      encode: (input) => parts.drivers.encode(input),
      async decode(batch) {
        const results = await parts.drivers.decode(batch);
        return results.map((result) =>
          result.ok ? result : { ok: true, data: {}, points: {}, warnings: [] },
        );
      },
    },
  }),
});
