import { z } from 'zod';
import type { EpochMs } from '../../../src/clock/index.ts';
import {
  customerData,
  customerDataOf,
  LRC_ID,
  numbers,
  type Operator,
  type Scalars,
  type Session,
  strings,
  time,
  timeWithOffset,
  upperHex,
} from '../network-server/index.ts';
import type { Slot } from '../radio/index.ts';
import type { GivenFields } from './downlink-document.ts';
import type { DeliveryCause } from './downlink-fault.ts';
import type { QueuedDownlink } from './downlink-queue.ts';

// Actility, ThingPark IoT Flow documentation, "Downlink sent message" and "Downlink rejected message".

const cause = z.string().regex(/^[0-9A-F]{2}$/);

function sentFields<I extends z.ZodType, R extends z.ZodType>({ integer, real }: Scalars<I, R>) {
  return z.object({
    Time: time,
    DevEUI: upperHex(16),
    FPort: integer(1, 224),
    FCntDn: integer(0, 0xffffffff),
    FCntUp: integer(0, 0xffffffff).optional(),
    Lrcid: upperHex(8),
    SpFact: integer(7, 12),
    SubBand: z.string(),
    Channel: z.string(),
    Lrrid: upperHex(8),
    DeliveryStatus: integer(0, 1),
    DeliveryFailedCause1: cause,
    DeliveryFailedCause2: cause,
    DeliveryFailedCause3: cause,
    CorrelationID: z.string().optional(),
    CustomerID: z.string(),
    CustomerData: customerData,
    TransmissionSlot: integer(0, 3),
    Frequency: real(),
  });
}

function rejectedFields<I extends z.ZodType, R extends z.ZodType>({ integer }: Scalars<I, R>) {
  return z.object({
    Time: time,
    DevEUI: z.string(),
    FPort: integer(0, Number.MAX_SAFE_INTEGER).optional(),
    DeliveryStatus: integer(350, 350),
    DownlinkRejectionCause: z.string(),
    CorrelationID: z.string().optional(),
    CustomerID: z.string(),
  });
}

export const sentReportSchema = z.object({ DevEUI_downlink_Sent: sentFields(numbers) });
export const sentReportInStringsSchema = z.object({ DevEUI_downlink_Sent: sentFields(strings) });
export const rejectedReportSchema = z.object({ DevEUI_downlink_Rejected: rejectedFields(numbers) });
export const rejectedReportInStringsSchema = z.object({ DevEUI_downlink_Rejected: rejectedFields(strings) });

type SentReport = z.infer<typeof sentReportSchema>;
type RejectedReport = z.infer<typeof rejectedReportSchema>;

/** How a transmission ended. */
export interface Delivery {
  readonly at: EpochMs;
  readonly sent: boolean;
  readonly rx1: DeliveryCause | '00';
  readonly rx2: DeliveryCause | '00';
  /** The window that was used, or tried last. */
  readonly slot: Slot;
  readonly lrrId: string;
}

export function assembleSent(
  session: Session,
  { request }: QueuedDownlink,
  delivery: Delivery,
  operator: Operator,
): SentReport {
  const { slot } = delivery;
  return sentReportSchema.parse({
    DevEUI_downlink_Sent: {
      Time: timeWithOffset(delivery.at, operator.utcOffsetMinutes),
      DevEUI: session.registration.devEui,
      FPort: request.fPort,
      // The counter of the next downlink, as documented.
      FCntDn: session.fCntDn,
      ...(session.lastFCntUp !== undefined && { FCntUp: session.lastFCntUp }),
      Lrcid: LRC_ID,
      SpFact: slot.spreadingFactor,
      SubBand: slot.channel.subBand,
      Channel: slot.channel.name,
      Lrrid: delivery.lrrId,
      DeliveryStatus: delivery.sent ? 1 : 0,
      DeliveryFailedCause1: delivery.rx1,
      DeliveryFailedCause2: delivery.rx2,
      DeliveryFailedCause3: '00',
      ...(request.correlationId !== undefined && { CorrelationID: request.correlationId }),
      CustomerID: operator.customerId,
      CustomerData: customerDataOf(session.registration),
      TransmissionSlot: delivery.sent ? slot.number : 0,
      Frequency: slot.channel.frequency,
    },
  });
}

/** The LRC's code for a downlink that it refuses, in reports and as a status by HTTP. */
export const REJECTED = 350;

export function assembleRejected(
  given: GivenFields,
  cause: string,
  at: EpochMs,
  operator: Operator,
): RejectedReport {
  return rejectedReportSchema.parse({
    DevEUI_downlink_Rejected: {
      Time: timeWithOffset(at, operator.utcOffsetMinutes),
      DevEUI: given.devEui ?? '',
      ...(given.fPort !== undefined && { FPort: given.fPort }),
      DeliveryStatus: REJECTED,
      DownlinkRejectionCause: cause,
      ...(given.correlationId !== undefined && { CorrelationID: given.correlationId }),
      CustomerID: operator.customerId,
    },
  });
}
