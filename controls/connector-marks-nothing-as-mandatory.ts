import { changeApi, changeObjects, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the connector describes its configuration without saying what of it is mandatory.
 *
 * Must fail: API-03 alone.
 */
export default control({
  title: 'The connector marks nothing as mandatory',
  breaks: ['API-03'],
  seenAs: 'A form that is made of the description sends too little',
  defect: changeApi(() => ({
    answer: (answer, { path }) =>
      path.startsWith('/connectors') && answer.status === 200
        ? { ...answer, body: JSON.parse(changeObjects(JSON.stringify(answer.body), unmarked)) }
        : answer,
  })),
});

function unmarked({ required: _, ...rest }: Readonly<Record<string, unknown>>) {
  return rest;
}
