import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the list of connections comes in an object that tells how many they are, not as a bare list.
 *
 * Must fail: API-01 alone.
 *
 * With all chapters, whatever lists connections: how many there are, whether one is still there, and what the metrics and
 * a restart have left of them.
 */
export default control({
  title: 'The list of connections is no bare list',
  breaks: ['API-01'],
  breaksElsewhere: [
    'CREATE-06',
    'CREATE-07',
    'CREATE-08',
    'CREATE-09',
    'CREATE-16',
    'CREATE-17',
    'UPDATE-01',
    'UPDATE-07',
    'UPDATE-12',
    'DELETE-01',
    'DELETE-02',
    'DELETE-04',
    'DELETE-06',
    'STATE-13',
    'INPUT-01',
    'INPUT-02',
    'INPUT-03',
    'INPUT-05',
    'INPUT-06',
    'SEC-01',
    'DURABLE-01',
    'METRIC-04',
  ],
  seenAs: 'Clients of the product read no connections',
  defect: changeApi(() => ({
    answer: (answer, { path }) =>
      path === '/connections' && Array.isArray(answer.body)
        ? { ...answer, body: { total: answer.body.length, items: answer.body } }
        : answer,
  })),
});
