import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the values of measurements are cut to whole numbers.
 *
 * Must fail: VERIFY-07, and wherever a scenario of these chapters looks at 21.5 °C: CREATE-02, CREATE-04, VERIFY-03. (With
 * all chapters, nearly everything that looks at a value.)
 *
 * Deviation from what was foreseen before the first run: VERIFY-07 survived, since the temperatures of its scenarios were whole
 * degrees. It has had one with tenths since.
 *
 * With all chapters, whatever looks for a value that is not whole, above all the chapter about points and payloads.
 */
export default control({
  title: 'Measured values are cut to whole numbers',
  breaks: ['CREATE-02', 'CREATE-04', 'VERIFY-03', 'VERIFY-07'],
  breaksElsewhere: [
    'UPDATE-12',
    'DELETE-03',
    'PARAM-03',
    'PARAM-05',
    'PARAM-06',
    'STATE-14',
    'STATE-17',
    'IDENT-01',
    'IDENT-02',
    'IDENT-04',
    'IDENT-07',
    'MAP-04',
    'MAP-05',
    'MAP-06',
    'MAP-12',
    'MAP-13',
    'MAP-14',
    'MAP-15',
    'MSG-03',
    'MSG-04',
    'MSG-06',
    'MSG-09',
    'MSG-12',
  ],
  seenAs: 'All temperatures are whole degrees',
  wire: {
    request: (request) =>
      request.path.startsWith('/measurement/')
        ? changeBody(request, (object) =>
            typeof object.value === 'number' ? { ...object, value: Math.trunc(object.value) } : object,
          )
        : request,
  },
});
