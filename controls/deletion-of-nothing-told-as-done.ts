import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a DELETE of a connection that does not exist is answered as one that was carried out.
 *
 * Must fail: DELETE-01 alone.
 */
export default control({
  title: 'Deleting what does not exist is told as done',
  breaks: ['DELETE-01'],
  seenAs: 'A script deletes by the wrong id and does not notice',
  defect: changeApi(() => ({
    answer: (answer, { method }) => (method === 'DELETE' && answer.status === 404 ? { status: 204 } : answer),
  })),
});
