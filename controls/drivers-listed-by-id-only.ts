import { changeApi, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the list of drivers tells their ids, and not what they decode.
 *
 * Must fail: API-04 alone.
 */
export default control({
  title: 'Drivers are listed by their ids only',
  breaks: ['API-04'],
  seenAs: 'Nobody knows which driver a device needs',
  defect: changeApi(() => ({
    answer: (answer, { path }) =>
      path === '/drivers' && Array.isArray(answer.body)
        ? { ...answer, body: answer.body.map((driver) => (isRecord(driver) ? { id: driver.id } : driver)) }
        : answer,
  })),
});
