/** The kinds of frames, LoRaWAN 1.0.3, 4.2.1. */
export const MTYPE = {
  joinRequest: 0,
  joinAccept: 1,
  unconfirmedUp: 2,
  unconfirmedDown: 3,
  confirmedUp: 4,
  confirmedDown: 5,
} as const;
