import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: restarts come to the minute, without the random delay: all connections of a platform that was away call it
 * at the same moment.
 *
 * Must fail: PARAM-20 alone. The times themselves are those of the strategy.
 */
const MINUTE_MS = 60_000;

export default control({
  title: 'Restarts are not spread by a random delay',
  breaks: ['PARAM-20'],
  seenAs: 'All connections call a recovering platform at once',
  defect: (parts) => ({
    ...parts,
    reconnect: {
      offset: (strategy, attempt) => {
        const offset = parts.reconnect.offset(strategy, attempt);
        return offset === undefined ? undefined : Math.floor(offset / MINUTE_MS) * MINUTE_MS;
      },
      idleLimit: (strategy) => parts.reconnect.idleLimit(strategy),
    },
  }),
});
