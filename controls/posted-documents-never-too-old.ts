import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a document that the network posts is taken whenever it was signed: whoever has seen one once can post it
 * for ever.
 *
 * Must fail: MSG-17 alone, by the one that was signed an hour ago.
 */
const A_HUNDRED_YEARS = 100 * 365 * 24 * 3_600_000;

export default control({
  title: 'Documents that were signed long ago are taken',
  breaks: ['MSG-17'],
  seenAs: 'Posted documents can be replayed',
  defect: (parts) => {
    const { http } = parts.config.intake;
    const patient = http === undefined ? {} : { http: { ...http, timeDeviation: A_HUNDRED_YEARS } };
    return { ...parts, config: { ...parts.config, intake: { ...parts.config.intake, ...patient } } };
  },
});
