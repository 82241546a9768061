import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: events that are asked for by time are all given.
 *
 * Must fail: API-05 alone, by its events of the last minutes.
 */
export default control({
  title: 'Events can not be asked for by time',
  breaks: ['API-05'],
  seenAs: 'Old events are reported again and again',
  defect: changeApi(() => ({
    request(request) {
      if (request.path !== '/events') return request;
      const { from: _, to: __, ...query } = request.query;
      return { ...request, query };
    },
  })),
});
