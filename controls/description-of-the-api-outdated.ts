import { changeApi, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the description of the API is one from before there were devices and drivers.
 *
 * Must fail: API-06 alone.
 */
export default control({
  title: 'The description of the API is outdated',
  breaks: ['API-06'],
  seenAs: 'A generated client lacks what the API has',
  defect: changeApi(() => ({
    answer(answer) {
      if (!isRecord(answer.body) || !isRecord(answer.body.paths)) return answer;
      const paths = Object.entries(answer.body.paths).filter(([path]) => !/devices|drivers/.test(path));
      return { ...answer, body: { ...answer.body, paths: Object.fromEntries(paths) } };
    },
  })),
});
