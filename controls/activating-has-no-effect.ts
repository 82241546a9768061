import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that is set active again does not start until the bridge is started again.
 *
 * Must fail: PARAM-03, and with all chapters STATE-16: what waited for a deactivated connection goes on waiting.
 *
 * Deviation from what was foreseen before the first run with all chapters: STATE-17 fails as well, since a connection that is
 * made inactive never gets what came after its creation.
 */
export default control({
  title: 'A connection that is set active again does not start',
  breaks: ['PARAM-03'],
  breaksElsewhere: ['STATE-16', 'STATE-17'],
  seenAs: 'Activating is ignored',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) => (event === 'activate' ? undefined : parts.linkTransition(state, event)),
  }),
});
