import { changeBody, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: devices are registered without their model.
 *
 * Must fail: MAP-02 alone.
 */
export default control({
  title: 'Devices are registered without their model',
  breaks: ['MAP-02'],
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
