/** Why a command fails, as `failureReason` tells it to whoever made the operation. */
export type FailureCode =
  | 'another-kind'
  | 'bad-command'
  | 'two-payloads'
  | 'unknown-device'
  | 'no-driver'
  | 'no-encoder'
  | 'encoder-failed'
  | 'expired'
  | 'broker-away'
  | 'rejected'
  | 'not-sent'
  | 'no-report'
  | 'begun-before'
  | 'switched-off'
  | 'connection-moved'
  | 'connection-deleted';

/** What can be done about it. */
const REMEDIES: Readonly<Record<FailureCode, string>> = {
  'another-kind': 'a LoRaWAN device takes c8y_Command ("<hex>:<port>") and iotFlow_Downlink',
  'bad-command': 'mend the command and send it again',
  'two-payloads': 'give one of them',
  'unknown-device': 'check its external id c8y_Serial; the device is known after its first uplink',
  'no-driver': 'send the bytes with c8y_Command, or give the device a driver',
  'no-encoder': 'send the bytes with c8y_Command',
  'encoder-failed': 'check the data against the driver’s description',
  expired: 'send it again, with a longer validity',
  'broker-away': 'check the broker, then send the command again',
  rejected: 'check the cause, then send the command again',
  'not-sent': 'send the command again',
  'no-report': 'the device may have got it or not',
  'begun-before': 'the device may have got it or not; send it again if that does no harm',
  'switched-off': 'set downlinkEnabled and send it again',
  'connection-moved': 'the device may have got it or not',
  'connection-deleted': 'the device may have got it or not',
};

/** A reason and how it is told. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
}

/** `what`: what happened, a sentence without its full stop. */
export function failure(code: FailureCode, what: string): Failure {
  return { code, message: `${what}; ${REMEDIES[code]}` };
}
