import https from 'node:https';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a host that is neither listed nor allowed is called all the same, past the guard.
 *
 * Must fail: SEC-07 alone.
 */
export default control({
  title: 'Hosts that are not allowed are called',
  breaks: ['SEC-07'],
  seenAs: 'A connection reads the metadata of the machine that the bridge runs on',
  defect: (parts) => ({
    ...parts,
    http: {
      async request(request) {
        try {
          return await parts.http.request(request);
        } catch (error) {
          if (error instanceof Error && 'failure' in error && error.failure === 'host-not-allowed')
            await called(request.url);
          throw error;
        }
      },
      close: () => parts.http.close(),
    },
  }),
});

function called(url: string): Promise<void> {
  return new Promise((resolve) => {
    const call = https.get(url, (answer) => answer.resume().once('end', resolve));
    call.once('error', () => resolve());
  });
}
