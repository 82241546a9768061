import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the list of connections comes in an object that tells how many they are, not as a bare list.
 *
 * Must fail: API-01 alone. (With all chapters, whatever lists connections.)
 */
export default control({
  title: 'The list of connections is no bare list',
  breaks: ['API-01'],
  seenAs: 'Clients of the product read no connections',
  defect: changeApi(() => ({
    answer: (answer, { path }) =>
      path === '/connections' && Array.isArray(answer.body)
        ? { ...answer, body: { total: answer.body.length, items: answer.body } }
        : answer,
  })),
});
