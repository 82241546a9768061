import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the values of measurements are cut to whole numbers.
 *
 * Must fail: VERIFY-07, and wherever a scenario of these chapters looks at 21.5 °C: CREATE-02, CREATE-04, VERIFY-03. (With
 * all chapters, nearly everything that looks at a value.)
 *
 * Deviation from what was foreseen before the first run: VERIFY-07 survived, since the temperatures of its scenarios were whole
 * degrees. It has had one with tenths since.
 */
export default control({
  title: 'Measured values are cut to whole numbers',
  breaks: ['CREATE-02', 'CREATE-04', 'VERIFY-03', 'VERIFY-07'],
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
