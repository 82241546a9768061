import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a value stands under the name of its unit, and has the name of its series for a unit. So that scenarios can
 * begin, and see that something arrived, temperatures are as they should be.
 *
 * Must fail: all that looks at a measurement that has a unit and is no temperature: MAP-04, MAP-05, MAP-06 (pressure and carbon
 * dioxide), MAP-07 (levels that are possible), MAP-14 (the humidity beside what is no number), MAP-15 (the signal). MAP-12 and
 * MAP-13 have temperatures only.
 */
export default control({
  title: 'Series and unit are swapped',
  breaks: ['MAP-04', 'MAP-05', 'MAP-06', 'MAP-07', 'MAP-14', 'MAP-15'],
  seenAs: 'Series and unit swapped',
  wire: {
    request: (request) =>
      request.method === 'POST' && request.path.startsWith('/measurement/')
        ? changeBody(request, swapped)
        : request,
  },
});

function swapped(fragment: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fragment).map(([series, held]) => {
    const unit = unitOf(held);
    return unit === undefined || unit === 'C' ? [series, held] : [unit, { ...Object(held), unit: series }];
  });
  return Object.fromEntries(entries);
}

function unitOf(held: unknown): string | undefined {
  if (typeof held !== 'object' || held === null || !('unit' in held)) return undefined;
  return typeof held.unit === 'string' ? held.unit : undefined;
}
