import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: credentials are looked at when a connection opens and never again. That the platform refuses them later
 * ends the delivery, and the connection goes on saying that it is OPENED.
 *
 * Must fail: STATE-09 alone: everywhere else credentials are wrong from the beginning, or changed by an update.
 */
export default control({
  title: 'Credentials that cease to be valid go unnoticed',
  breaks: ['STATE-09'],
  seenAs: '401 after credentials changed',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) =>
      state.phase === 'OPENED' && event === 'refused' ? undefined : parts.linkTransition(state, event),
  }),
});
