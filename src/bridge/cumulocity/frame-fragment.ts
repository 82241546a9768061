import type { FrameIdentity } from '../uplinks/uplink.ts';
import type { SeriesValue } from './drafts.ts';

/**
 * The fragment that says of which frame something was made, so that after a lost answer the bridge can see whether its
 * data arrived. In measurements all of it is numeric series, which every store of measurements keeps: `fCntUp`,
 * `devAddr` and `mic` as numbers, `part` counting what was made of one frame. (The DevEUI is the source's.)
 */
export const FRAME_FRAGMENT = 'iotFlow_Frame';

export function frameSeries(
  { devAddr, fCntUp, mic }: FrameIdentity,
  part: number,
): Record<string, SeriesValue> {
  const series: Record<string, SeriesValue> = { fCntUp: { value: fCntUp } };
  if (isHex(devAddr)) series.devAddr = { value: Number.parseInt(devAddr, 16) };
  if (isHex(mic)) series.mic = { value: Number.parseInt(mic, 16) };
  series.part = { value: part };
  return series;
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
function isHex(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-fA-F]{1,8}$/.test(text);
}
