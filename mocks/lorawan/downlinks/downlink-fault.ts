import type { Aim } from '../faults/aimed-faults.ts';

/**
 * Why a window was not used (Actility, ThingPark IoT Flow documentation, "Downlink sent message"): A0 radio stopped, A1
 * downlink radio stopped, A3 radio busy, A4 listen before talk, A5 radio board error, B0 too late, C0 the LRC chose
 * RX2, D0 duty cycle (found by the base station), DA duty cycle (found by the LRC), DB dwell time, DE not allowed by the
 * peering operator, E0 expired.
 */
export type DeliveryCause = 'A0' | 'A1' | 'A3' | 'A4' | 'A5' | 'B0' | 'C0' | 'D0' | 'DA' | 'DB' | 'DE' | 'E0';

type Kind =
  /** Goes in neither window: the gateway is busy (A3, A3) unless the causes say otherwise. Class C knows `rx2` only. */
  | { readonly kind: 'not-sent'; readonly rx1?: DeliveryCause; readonly rx2?: DeliveryCause }
  /** Goes in the second window, a success; C0, the network's own choice, unless a cause is named. */
  | { readonly kind: 'second-window'; readonly rx1?: DeliveryCause }
  /** Goes on air, which is a success to the network; the device does not hear it. */
  | { readonly kind: 'out-of-reach' }
  /** A valid document is refused. */
  | { readonly kind: 'rejected'; readonly cause?: string }
  /** No report comes. */
  | { readonly kind: 'no-report' }
  | { readonly kind: 'report-delayed'; readonly byMs: number }
  /** The same report comes twice: at once, and after so many milliseconds (0 by default). */
  | { readonly kind: 'report-twice'; readonly afterMs?: number }
  /** The report lacks a field; one that comes twice lacks it the first time. */
  | { readonly kind: 'report-without'; readonly field: 'CorrelationID' | 'DeliveryStatus' };

/** What a scenario can let go wrong on the way to a device. */
export type DownlinkFault = Aim & Kind;
