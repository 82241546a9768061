import type { Envelope } from '../envelope.ts';

/** Something that went wrong, in words that somebody can act on. */
export interface Finding {
  /** What kind of trouble it is; the same kind has the same word in every capture. */
  readonly kind:
    | 'duplicated-device'
    | 'not-handed-over'
    | 'nothing-stored'
    | 'values-missing'
    | 'stored-twice'
    | 'refused-request'
    | 'unanswered-request'
    | 'open-command'
    | 'failed-command'
    | 'connection'
    | 'told-by-the-bridge';
  readonly devEui: string | undefined;
  readonly fCntUp?: number;
  readonly seq: number;
  readonly time: string;
  readonly what: string;
  readonly cause: string;
  readonly remedy: string;
  /** The request that it is about, where that has to be looked at; long ones are cut. */
  readonly request?: string;
}

/** Where a finding stands in the recording. */
export function placeOf({ seq, time }: Pick<Envelope, 'seq' | 'time'>): Pick<Finding, 'seq' | 'time'> {
  return { seq, time };
}
