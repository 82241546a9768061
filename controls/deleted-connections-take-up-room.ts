import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: connections are counted as they are created, and not discounted when they are deleted, so that the limit is
 * one of all that there ever were.
 *
 * Must fail: DELETE-06 alone.
 */
const REFUSED = {
  status: 409,
  body: { code: 'com-4009', message: 'Maximum reached. You cannot create another connection.' },
};

export default control({
  title: 'Deleted connections count for the limit',
  breaks: ['DELETE-06'],
  seenAs: 'Maximum reached, with two connections in the list',
  defect: changeApi(({ config }) => {
    let created = 0;
    return {
      request: ({ method, path, ...rest }) =>
        method === 'POST' && path === '/connections' && created >= config.limits.maxConnections
          ? REFUSED
          : { method, path, ...rest },
      answer(answer, { method, path }) {
        if (method === 'POST' && path === '/connections' && answer.status === 201) created += 1;
        return answer;
      },
    };
  }),
});
