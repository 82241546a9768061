/** Why a window was not used (ThingPark X IoT Flow, Downlink sent message, delivery failed causes). */
const CAUSES: Readonly<Record<string, string>> = {
  A0: 'the radio was stopped',
  A1: 'the downlink radio was stopped',
  A2: 'the radio was not available',
  A3: 'the radio was busy',
  A4: 'the channel was not free (listen before talk)',
  A5: 'the radio board failed',
  B0: 'it came too late for the window',
  C0: 'the network chose the second window',
  D0: 'the duty cycle was used up',
  DA: 'the duty cycle was used up (found by the network)',
  DB: 'the dwell time would have been exceeded',
  DC: 'the gain was not allowed',
  DD: 'the antenna was not available',
  DE: 'the peering operator did not allow it',
  E0: 'its validity ended',
};

/** A group's text where the code itself is not known. */
const GROUPS: Readonly<Record<string, string>> = {
  A: 'the radio could not send',
  B: 'it came too late',
  C: 'the network chose another window',
  D: 'a limit of the radio rules',
  E: 'it expired',
};

const WINDOWS = ['first window', 'second window', 'ping slot'] as const;

/** The causes in words, `first window: the radio was busy (A3)`; "no cause is given" where none is. */
export function causesInWords(causes: readonly (string | undefined)[]): string {
  const told = WINDOWS.flatMap((window, index) => {
    const code = causes[index]?.trim().toUpperCase();
    if (code === undefined || code === '' || /^0+$/.test(code)) return [];
    const words = CAUSES[code] ?? GROUPS[code.slice(0, 1)] ?? 'unknown cause';
    return [`${window}: ${words} (${code.slice(0, 8)})`];
  });
  return told.length === 0 ? 'no cause is given' : told.join(', ');
}
