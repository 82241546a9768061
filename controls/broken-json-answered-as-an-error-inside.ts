import { changeApi, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a body that is no JSON document ends in an error of the bridge instead of a refusal.
 *
 * Must fail: INPUT-05, and SEC-06, whose document that is cut off has to be refused as a bad request.
 */
export default control({
  title: 'Broken JSON is answered as an error inside of the bridge',
  breaks: ['INPUT-05', 'SEC-06'],
  seenAs: 'Status 500 after a typo',
  defect: changeApi(() => ({
    answer: (answer) =>
      isRecord(answer.body) && String(answer.body.message).startsWith('The body is no JSON document')
        ? { status: 500, body: { code: 'com-5000', message: 'Unexpected token' } }
        : answer,
  })),
});
