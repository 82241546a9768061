/**
 * What no public source settles about Cumulocity's behaviour. Each switch names the choices; its default is what the
 * twin does unless told otherwise. A conformance requirement must not rest on a default given here.
 */
export interface Unsettled {
  /** Credentials `other/user:password` on the host of another tenant: refused, or obeyed wherever they are sent. */
  readonly tenantNotOfHost: 'refuse' | 'follow-credentials';
  /** Whether a 401 carries `WWW-Authenticate`; `@c8y/client` sends `UseXBasic: true` to be spared a browser's dialog. */
  readonly wwwAuthenticate: 'unless-usexbasic' | 'always' | 'never';
  /** The status for measurements, events and alarms whose `source.id` doesn't exist. */
  readonly unknownSourceStatus: 404 | 422;
  /** The status for a body that isn't JSON. */
  readonly malformedJsonStatus: 400 | 422;
  /** A POST or PUT with a body but no Content-Type: refused with 415, or read as JSON. */
  readonly missingContentType: 'refuse' | 'read-as-json';
  /** An `Accept` that names only vendor types of other resources: 406, or answered all the same. */
  readonly foreignAccept: 'refuse' | 'answer';
  /** When a page carries `next`; the OpenAPI says only "potential". `when-full` may point to an empty page. */
  readonly nextLink: 'when-more' | 'when-full' | 'always';
  /** A bulk of measurements with one that is wrong: nothing is stored, or all but the wrong ones. */
  readonly bulkMeasurements: 'all-or-nothing' | 'store-valid';
  /** A series whose `unit` is empty or null: the request is refused, or the series treated like one without a value. */
  readonly badUnit: 'refuse' | 'drop-series';
  /** Fragment and series names with blanks or `. , * [ ] ( ) @ $`, which "must not" occur. */
  readonly illegalSeriesNames: 'refuse' | 'accept';
  /** How an offset in a body's `time` is given back. */
  readonly timeOffset: 'keep' | 'utc';
  /** Deleting, without cascade, a device that has child devices: 409 or the children are left without a parent. */
  readonly deleteWithChildDevices: 'conflict' | 'orphan';
  /** Which measurement store the tenant has: it decides `aggregationFunction` and the order of series. */
  readonly measurementStore: 'legacy' | 'time-series';
  /** Fields that a PUT may not change (source, type, time): refused with 422 as for alarms, or ignored. */
  readonly readOnlyFields: 'refuse' | 'ignore';
  /** An operation for a device that neither is an agent nor stands below one: 422, or created all the same. */
  readonly deviceWithoutAgent: 'refuse' | 'accept';
  /** A realtime handshake with bad credentials over HTTP: the Bayeux refusal with 200, or the 401 of other requests. */
  readonly realtimeBadCredentials: 'handshake-denied' | 'unauthorized';
  /** A realtime POST without `Accept`: described as answered with an empty body, but `@c8y/client` sends none under Node. */
  readonly realtimeWithoutAccept: 'answer' | 'empty';
  /** What "only the id" is in the notification of a deletion: the id itself, or an object that holds it. */
  readonly deletedNotification: 'id' | 'object';
  /** An unknown `X-Cumulocity-Processing-Mode`. */
  readonly unknownProcessingMode: 'refuse' | 'persistent';
}

export const UNSETTLED_DEFAULTS: Unsettled = {
  tenantNotOfHost: 'refuse',
  wwwAuthenticate: 'unless-usexbasic',
  unknownSourceStatus: 422,
  malformedJsonStatus: 422,
  missingContentType: 'refuse',
  foreignAccept: 'refuse',
  nextLink: 'when-full',
  bulkMeasurements: 'all-or-nothing',
  badUnit: 'refuse',
  illegalSeriesNames: 'refuse',
  timeOffset: 'keep',
  deleteWithChildDevices: 'conflict',
  measurementStore: 'legacy',
  readOnlyFields: 'refuse',
  deviceWithoutAgent: 'refuse',
  realtimeBadCredentials: 'handshake-denied',
  realtimeWithoutAccept: 'answer',
  deletedNotification: 'id',
  unknownProcessingMode: 'refuse',
};
