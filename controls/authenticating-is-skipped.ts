import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection goes from OPENING straight to OPENED or AUTHENTICATION_FAILED; that it signs in is no state.
 *
 * Must fail: STATE-01, which is about the order, and those that list the states on the way: STATE-08, STATE-19, CREATE-04,
 * PARAM-19, UPDATE-11.
 */
export default control({
  title: 'A starting connection is never AUTHENTICATING',
  breaks: ['CREATE-04', 'PARAM-19', 'STATE-01', 'STATE-08', 'STATE-19', 'UPDATE-11'],
  seenAs: 'Start-up order of the states',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) => {
      if (state.phase !== 'OPENING') return parts.linkTransition(state, event);
      if (event === 'ready') return undefined;
      const isReport = event === 'authenticated' || event === 'refused' || event === 'unreachable';
      return parts.linkTransition(isReport ? { phase: 'AUTHENTICATING' } : state, event);
    },
  }),
});
