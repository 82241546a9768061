import { changeObjects, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: that an external id is taken already (409) is no error to the bridge: it goes on with the object that it has
 * just made, and which nobody will ever find. Here Cumulocity answers that the id was bound.
 *
 * Must fail: IDENT-04 (somebody else registers the device at the same moment) and IDENT-10 (the other connection does): the
 * object is left beside theirs. Nowhere else is an external id taken.
 */
const BINDING = /^\/identity\/globalIds\/(\w+)\/externalIds/;

export default control({
  title: 'A conflict of an external id is taken for success',
  breaks: ['IDENT-04', 'IDENT-10'],
  seenAs: '409 from the identity API not handled',
  wire: {
    response(response, { method, path, body = '{}' }) {
      const id = BINDING.exec(path)?.[1];
      if (method !== 'POST' || id === undefined || response.status !== 409) return response;
      const bound = changeObjects(body, (object) => ({ ...object, managedObject: { id } }));
      return { ...response, status: 201, body: bound };
    },
  },
});
