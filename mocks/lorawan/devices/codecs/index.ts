import { adeunisFieldTest } from './adeunis-field-test.ts';
import type { Codec } from './codec.ts';
import { elsysErs } from './elsys-ers.ts';

export type { Codec, DriverName, EncodedPayload, LinkState, Measured, Position } from './codec.ts';

/** The payload formats that simulated devices can speak, by the name of the device's model. */
export const CODECS = {
  'adeunis-field-test': adeunisFieldTest,
  'elsys-ers': elsysErs,
} as const satisfies Record<string, Codec>;

export type CodecName = keyof typeof CODECS;
