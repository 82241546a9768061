import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: that the platform refuses a sign-in is not noticed. The connection goes on opening for ever, and nobody
 * is told why.
 *
 * Must fail: STATE-02, which is about this; CREATE-01, CREATE-12, UPDATE-09, UPDATE-10 and SEC-06, each of which has a
 * scenario that ends in a refused sign-in. (Scenarios that start from a connection with a wrong password are blocked.)
 */
export default control({
  title: 'A wrong password leaves the connection in its opening',
  breaks: ['STATE-02', 'CREATE-01', 'CREATE-12', 'UPDATE-09', 'UPDATE-10', 'SEC-06'],
  seenAs: 'Wrong password stays OPENING (TXIF-2161)',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) =>
      state.phase === 'AUTHENTICATING' && event === 'refused'
        ? undefined
        : parts.linkTransition(state, event),
  }),
});
