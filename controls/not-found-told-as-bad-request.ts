import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: what does not exist is refused as a request that is wrong.
 *
 * Must fail: API-07, which is about this, API-03 (a connector that does not exist), and wherever these chapters ask for a
 * connection that is not there: UPDATE-01, UPDATE-12 and DELETE-01.
 *
 * With all chapters, which was not foreseen, STATE-06 as well: a connection that is not there is to be started.
 */
export default control({
  title: 'What does not exist is told as a bad request',
  breaks: ['API-03', 'API-07', 'DELETE-01', 'UPDATE-01', 'UPDATE-12'],
  breaksElsewhere: ['STATE-06'],
  seenAs: 'A client mends its request instead of noticing that the connection is gone',
  defect: changeApi(() => ({
    answer: (answer) =>
      answer.status === 404
        ? { status: 400, body: { code: 'com-4000', message: 'Something is wrong with the request.' } }
        : answer,
  })),
});
