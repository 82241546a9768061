import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: devices are registered without the operations that they support.
 *
 * Must fail: MAP-03 alone.
 */
export default control({
  title: 'Devices do not say that they take commands',
  breaks: ['MAP-03'],
  seenAs: 'No tab for commands in Device Management',
  wire: {
    request: (request) => changeBody(request, ({ c8y_SupportedOperations: _, ...rest }) => rest),
  },
});
