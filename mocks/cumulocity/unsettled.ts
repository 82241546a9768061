import { z } from 'zod';

/**
 * What no public source settles about Cumulocity's behaviour. Each switch names the choices; its default is what the
 * twin does unless told otherwise. A conformance requirement must not rest on a default given here.
 */
export const unsettledSchema = z.strictObject({
  /** Credentials `other/user:password` on the host of another tenant: refused, or obeyed wherever they are sent. */
  tenantNotOfHost: z.enum(['refuse', 'follow-credentials']),
  /** Whether a 401 carries `WWW-Authenticate`; `@c8y/client` sends `UseXBasic: true` to be spared a browser's dialog. */
  wwwAuthenticate: z.enum(['unless-usexbasic', 'always', 'never']),
  /** The status for measurements, events and alarms whose `source.id` doesn't exist. */
  unknownSourceStatus: z.literal([404, 422]),
  /** The status for a body that isn't JSON. */
  malformedJsonStatus: z.literal([400, 422]),
  /** A POST or PUT with a body but no Content-Type: refused with 415, or read as JSON. */
  missingContentType: z.enum(['refuse', 'read-as-json']),
  /** An `Accept` that names only vendor types of other resources: 406, or answered all the same. */
  foreignAccept: z.enum(['refuse', 'answer']),
  /** When a page carries `next`; the OpenAPI says only "potential". `when-full` may point to an empty page. */
  nextLink: z.enum(['when-more', 'when-full', 'always']),
  /**
   * A bulk of measurements with one that is wrong: nothing is stored, or all but the wrong ones; and that is confirmed
   * with what was stored, or refused all the same.
   */
  bulkMeasurements: z.enum(['all-or-nothing', 'store-valid', 'store-valid-and-refuse']),
  /** A series whose `unit` is empty or null: the request is refused, or the series treated like one without a value. */
  badUnit: z.enum(['refuse', 'drop-series']),
  /** Fragment and series names with blanks or `. , * [ ] ( ) @ $`, which "must not" occur. */
  illegalSeriesNames: z.enum(['refuse', 'accept']),
  /** How an offset in a body's `time` is given back. */
  timeOffset: z.enum(['keep', 'utc']),
  /** Deleting, without cascade, a device that has child devices: 409 or the children are left without a parent. */
  deleteWithChildDevices: z.enum(['conflict', 'orphan']),
  /** Which measurement store the tenant has: it decides `aggregationFunction` and the order of series. */
  measurementStore: z.enum(['legacy', 'time-series']),
  /** Fields that a PUT may not change (source, type, time): refused with 422 as for alarms, or ignored. */
  readOnlyFields: z.enum(['refuse', 'ignore']),
  /** An operation for a device that neither is an agent nor stands below one: 422, or created all the same. */
  deviceWithoutAgent: z.enum(['refuse', 'accept']),
  /** A realtime handshake with bad credentials over HTTP: the Bayeux refusal with 200, or the 401 of other requests. */
  realtimeBadCredentials: z.enum(['handshake-denied', 'unauthorized']),
  /** A realtime POST without `Accept`: described as answered with an empty body, but `@c8y/client` sends none under Node. */
  realtimeWithoutAccept: z.enum(['answer', 'empty']),
  /** What "only the id" is in the notification of a deletion: the id itself, or an object that holds it. */
  deletedNotification: z.enum(['id', 'object']),
  /** An unknown `X-Cumulocity-Processing-Mode`. */
  unknownProcessingMode: z.enum(['refuse', 'persistent']),
});
export type Unsettled = Readonly<z.infer<typeof unsettledSchema>>;

/** Some of the switches; what is left out stays as it is. */
export const choicesSchema = unsettledSchema.partial();
export type Choices = z.infer<typeof choicesSchema>;

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
