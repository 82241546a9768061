import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a link that closes gives up what it has sent at once. The next link looks for it while the platform has
 * not stored it yet, and sends it again.
 *
 * Must fail: DELIVERY-14, which is about this. All others have a platform that stores at once, or never.
 */
export default control({
  title: 'A closing link does not wait for its last answers',
  breaks: ['DELIVERY-14'],
  seenAs: 'A setting is changed while the platform is slow: an event is there twice',
  defect: (parts) => ({
    ...parts,
    http: {
      request: ({ unlessSent, ...request }) =>
        parts.http.request(unlessSent === undefined ? request : { ...request, signal: unlessSent }),
      close: () => parts.http.close(),
    },
  }),
});
