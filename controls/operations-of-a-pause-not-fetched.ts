import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge lives on notifications alone. What was ordered while nobody listened is never looked for; here
 * Cumulocity's list of pending operations comes back empty.
 *
 * Must fail: CMD-01 (made while the connection, the platform or the bridge was down), CMD-15 (commands that waited for the
 * connection), CMD-16 (made while nobody listens), CMD-21 (made while nobody listens, and never sent at all) and PARAM-14
 * (made while downlinks were switched off).
 *
 * Deviation from what was foreseen before the first run: CMD-02 was not named. Of three commands in a row two still wait for
 * their turn when its connection is stopped, and are never found again.
 */
const PENDING = /^\/devicecontrol\/operations\?.*\bstatus=PENDING\b/;

export default control({
  title: 'Operations that were made while the connection was down are not received',
  breaks: ['CMD-01', 'CMD-02', 'CMD-15', 'CMD-16', 'CMD-21', 'PARAM-14'],
  seenAs: 'Operation not received (TXIF-1779)',
  wire: {
    response: (response, request) =>
      request.method === 'GET' && PENDING.test(request.path) && response.status === 200
        ? { ...response, body: '{"operations":[]}' }
        : response,
  },
});
