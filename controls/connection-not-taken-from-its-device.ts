import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: taking a connection from a device is told as done, and nothing is.
 *
 * Must fail: VERIFY-08 alone.
 */
export default control({
  title: 'A connection that is taken from a device stays',
  breaks: ['VERIFY-08'],
  seenAs: 'A device goes on sending to its former customer',
  defect: changeApi(() => ({
    request: (request) =>
      request.method === 'DELETE' && request.path.startsWith('/devices/') ? { status: 204 } : request,
  })),
});
