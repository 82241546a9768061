import { z } from 'zod';
import { type DevEui, devEuiSchema } from '../dev-eui.ts';
import { optionalNumber, optionalText } from '../uplinks/lenient.ts';
import { causesInWords } from './causes.ts';
import { failure } from './failures.ts';

/** What the network says of a downlink. */
export interface DownlinkReport {
  readonly kind: 'sent' | 'rejected';
  readonly devEui: DevEui;
  readonly fPort?: number;
  /** Sixteen hexadecimal digits, in upper case. */
  readonly correlationId?: string;
  /** When it happened, in milliseconds since 1970. */
  readonly at?: number;
  /** `unsaid`: a report that tells no status; it is neither a success nor a failure. */
  readonly outcome: 'delivered' | 'failed' | 'unsaid';
  /** Why it failed, for people. */
  readonly reason?: string;
}

/** Reads a document of the network; undefined for one that is no report about a downlink. Never throws. */
export type ReadReport = (root: string, body: unknown) => DownlinkReport | undefined;

const SENT = 'DevEUI_downlink_Sent';
const REJECTED = 'DevEUI_downlink_Rejected';

// Numbers come as numbers or as strings; what can't be read counts as missing.
const reportSchema = z.object({
  DevEUI: devEuiSchema,
  Time: optionalText,
  FPort: optionalNumber,
  CorrelationID: optionalText,
  DeliveryStatus: optionalNumber,
  DeliveryFailedCause1: optionalText,
  DeliveryFailedCause2: optionalText,
  DeliveryFailedCause3: optionalText,
  DownlinkRejectionCause: optionalText,
});
type Report = z.infer<typeof reportSchema>;

/** ThingPark X IoT Flow, Downlink sent message and Downlink rejected message. */
export const readReport: ReadReport = (root, body) => {
  if (root !== SENT && root !== REJECTED) return undefined;
  const read = reportSchema.safeParse(body);
  if (!read.success) return undefined;
  const report = read.data;
  const at = Date.parse(report.Time ?? '');
  return {
    kind: root === SENT ? 'sent' : 'rejected',
    devEui: report.DevEUI,
    ...(report.FPort === undefined ? {} : { fPort: report.FPort }),
    ...(report.CorrelationID === undefined ? {} : { correlationId: report.CorrelationID.toUpperCase() }),
    ...(Number.isNaN(at) ? {} : { at }),
    ...(root === SENT ? outcomeOfSent(report) : rejection(report)),
  };
};

function rejection({ DownlinkRejectionCause: cause }: Report): Pick<DownlinkReport, 'outcome' | 'reason'> {
  const why = cause === undefined ? ' and gave no cause' : `: ${cause.slice(0, 300)}`;
  return {
    outcome: 'failed',
    reason: failure('rejected', `The network rejected the downlink${why}`).message,
  };
}

function outcomeOfSent(report: Report): Pick<DownlinkReport, 'outcome' | 'reason'> {
  const { DeliveryStatus: status } = report;
  if (status === undefined) return { outcome: 'unsaid' };
  // Whatever causes stand beside it: C0 in the first tells that the second window was chosen instead.
  if (status === 1) return { outcome: 'delivered' };
  const causes = causesInWords([
    report.DeliveryFailedCause1,
    report.DeliveryFailedCause2,
    report.DeliveryFailedCause3,
  ]);
  const what = status === 0 ? '' : ` (delivery status ${status})`;
  return {
    outcome: 'failed',
    reason: failure('not-sent', `The network could not send it${what}: ${causes}`).message,
  };
}
