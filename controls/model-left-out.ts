import { changeBody, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: devices are registered without their model.
 *
 * Must fail: MAP-02, and CONSOLE-17, whose list of devices shows the model.
 */
export default control({
  title: 'Devices are registered without their model',
  breaks: ['CONSOLE-17', 'MAP-02'],
  seenAs: 'All devices look alike in Device Management',
  wire: {
    request: (request) =>
      changeBody(request, (object) =>
        isRecord(object.c8y_Hardware)
          ? { ...object, c8y_Hardware: { ...object.c8y_Hardware, model: '' } }
          : object,
      ),
  },
});
