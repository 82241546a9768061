import {
  changeApi,
  control,
  definesConnection,
  isRecord,
  withBody,
} from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a low-rate alarm in an unknown time zone is taken as one in UTC.
 *
 * Must fail: PARAM-26 alone.
 */
export default control({
  title: 'An alarm in an unknown time zone is one in UTC',
  breaks: ['PARAM-26'],
  seenAs: 'An alarm comes hours off',
  defect: changeApi(() => ({
    request: (request) =>
      definesConnection(request)
        ? withBody(request, (body) =>
            Array.isArray(body.alarms) ? { ...body, alarms: body.alarms.map(zoned) } : body,
          )
        : request,
  })),
});

function zoned(alarm: unknown): unknown {
  if (!isRecord(alarm) || typeof alarm.timezone !== 'string') return alarm;
  try {
    new Intl.DateTimeFormat('en', { timeZone: alarm.timezone });
    return alarm;
  } catch {
    return { ...alarm, timezone: 'UTC' };
  }
}
