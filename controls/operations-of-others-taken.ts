import { changeObjects, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge takes each device of the tenant for one of its own, and ends operations that are another
 * agent's. Here every object that it looks at bears its own type and no other owner.
 *
 * Must fail: CMD-10 alone.
 */
const OBJECT = /^\/inventory\/managedObjects\/\d+/;

export default control({
  title: 'Operations for devices of others are taken',
  breaks: ['CMD-10'],
  seenAs: 'Operations of another agent end FAILED',
  wire: {
    response: (response, request) =>
      request.method === 'GET' && OBJECT.test(request.path) && response.status === 200
        ? { ...response, body: changeObjects(response.body, owned) }
        : response,
  },
});

function owned(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!('creationTime' in object)) return object;
  const { owner: _, ...rest } = object;
  return { ...rest, type: 'iotFlow_LorawanDevice' };
}
