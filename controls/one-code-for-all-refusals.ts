import { changeApi, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: all refusals bear one code.
 *
 * Must fail: INPUT-07 and API-07, which look at the codes of the document.
 */
export default control({
  title: 'All refusals bear one code',
  breaks: ['API-07', 'INPUT-07'],
  seenAs: 'A client can not tell one refusal from another',
  defect: changeApi(() => ({
    answer: (answer) =>
      answer.status >= 400 && isRecord(answer.body)
        ? { ...answer, body: { ...answer.body, code: 'error' } }
        : answer,
  })),
});
