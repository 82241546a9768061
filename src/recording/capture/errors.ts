/** What can be wrong with a file that is to be read as a capture. */
const CATALOGUE = {
  empty: {
    message: 'There is nothing in it.',
    remedy: 'Record again, or paste at least one DevEUI_uplink document.',
  },
  'unknown-version': {
    message: 'Another version of this tool wrote it, in a form that is not known here.',
    remedy: 'Use the version of iot-flow-tck that the first line names, or a newer one.',
  },
  'bad-header': {
    message: 'The first line is no header of a capture.',
    remedy: 'The first line of a capture says what follows (docs/capture-format.md); take it over unchanged.',
  },
  'bad-envelope': {
    message: 'The line tells of no message.',
    remedy: 'Take the line out, or take it anew from the recording it came from.',
  },
  'not-json': {
    message: 'It is no JSON.',
    remedy:
      'Give DevEUI_uplink documents (one, an array, or several in a row), a HAR file, or a capture of iot-flow-tck.',
  },
  'no-device': {
    message: 'The document names no device.',
    remedy:
      'ThingPark’s documents carry DevEUI, 16 hexadecimal digits, with or without the root DevEUI_uplink.',
  },
  'bad-har': {
    message: 'It looks like a HAR file, but is none.',
    remedy: 'Save it again as HAR 1.2 "with content" (browsers, mitmproxy: --set hardump=FILE).',
  },
  'nothing-known': {
    message: 'No request in it goes to Cumulocity, to IoT Flow, or brings an uplink.',
    remedy: 'Record where the bridge’s requests to Cumulocity pass, or where ThingPark posts its uplinks.',
  },
} as const;

type CaptureErrorCode = keyof typeof CATALOGUE;

/** A file can't be read as a capture. The message says where, why and what to do. */
export class CaptureError extends Error {
  readonly code: CaptureErrorCode;
  /** Counted from 1; absent where it is about the whole. */
  readonly line: number | undefined;

  constructor(code: CaptureErrorCode, place: { readonly line?: number; readonly detail?: string } = {}) {
    const { message, remedy } = CATALOGUE[code];
    const where = place.line === undefined ? '' : `Line ${place.line}: `;
    const detail = place.detail === undefined ? '' : ` (${place.detail})`;
    super(`${where}${message}${detail} ${remedy}`);
    this.name = 'CaptureError';
    this.code = code;
    this.line = place.line;
  }
}
