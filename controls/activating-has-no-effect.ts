import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that is set active again does not start until the bridge is started again.
 *
 * Must fail: PARAM-03 alone. (With all chapters STATE-16 as well: what waited for a deactivated connection goes on waiting.)
 */
export default control({
  title: 'A connection that is set active again does not start',
  breaks: ['PARAM-03'],
  seenAs: 'Activating is ignored',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) => (event === 'activate' ? undefined : parts.linkTransition(state, event)),
  }),
});
