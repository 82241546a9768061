import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a low rate that was told once is never over: neither an event tells of it nor is the alarm in
 * Cumulocity cleared.
 *
 * Must fail: PARAM-22 (the recovery is not told), PARAM-21 (nor the end of the window), PARAM-25 (the alarm stays active
 * in Cumulocity).
 */
export default control({
  title: 'A low-rate alarm is never over',
  breaks: ['PARAM-21', 'PARAM-22', 'PARAM-25'],
  seenAs: 'Low-rate alarms of last week that are still active',
  defect: (parts) => ({
    ...parts,
    http: {
      close: () => parts.http.close(),
      request: async (request) =>
        request.method === 'PUT' && new URL(request.url).pathname.startsWith('/alarm/alarms/')
          ? { status: 200, headers: {}, body: '{}' }
          : parts.http.request(request),
    },
    createSupervisor: (deps) =>
      parts.createSupervisor({
        ...deps,
        events: {
          add: (event) => {
            if (event.type !== 'low-rate-over') deps.events.add(event);
          },
        },
      }),
  }),
});
