import type { FrameIdentity } from '../uplinks/uplink.ts';
import type { Fragment } from './drafts.ts';

/**
 * The fragment that says of which frame something was made, so that after a lost answer the bridge can see whether its
 * data arrived. In measurements all of it is numeric series, which every store of measurements keeps: `fCntUp`,
 * `devAddr` and `mic` as numbers, `part` counting what was made of one frame. (The DevEUI is the source's.)
 */
export const FRAME_FRAGMENT = 'iotFlow_Frame';

export function frameSeries({ devAddr, fCntUp, mic }: FrameIdentity, part: number): Fragment {
  return {
    fCntUp: { value: fCntUp },
    ...hexSeries('devAddr', devAddr),
    ...hexSeries('mic', mic),
    part: { value: part },
  };
}

/** The same in an event, where fragments are free. */
export function frameObject({ devEui, devAddr, fCntUp, mic }: FrameIdentity, part: number) {
  return {
    devEui,
    fCntUp,
    ...(devAddr === undefined ? {} : { devAddr }),
    ...(mic === undefined ? {} : { mic }),
    part,
  };
}

/** A session's address and an integrity code are 32 bits wide; what is no such number is left out. */
function hexSeries(name: string, hex: string | undefined): Fragment {
  return hex !== undefined && /^[0-9a-fA-F]{1,8}$/.test(hex)
    ? { [name]: { value: Number.parseInt(hex, 16) } }
    : {};
}
