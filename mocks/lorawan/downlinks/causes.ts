import type { DownlinkRequest } from './downlink-document.ts';

/** As ThingPark says it (Actility, ThingPark IoT Flow documentation, "Downlink rejected message", example). */
export function counterUsed(expected: number): string {
  return `Downlink counter value already used. Expected=${expected}`;
}

/** What a downlink is called before it has a counter. */
export function told({ fPort }: DownlinkRequest): string {
  return `downlink on port ${fPort}`;
}
