import { crc32 } from 'node:zlib';

/**
 * A frame of a store's file is what one commit wrote: mark, length of the body, CRC-32 of all that follows it, number
 * of the first entry, body. One commit is one frame, so that a frame is there whole or not at all, and a damaged frame
 * that a good one follows was durable once.
 */
const FRAME_HEAD_BYTES = 4 + 4 + 4 + 8;
const MARK = Buffer.from([0xf1, 0x0e, 0xc0, 0xde]);
const CRC_FROM = 12;

export interface Frame {
  /** Where it begins in the file. */
  readonly offset: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Number of its first entry. */
  readonly first: number;
  readonly body: string;
}

/** The body is given in pieces, so that nobody has to put large texts together only for this. */
export function encodeFrame(first: number, body: readonly string[]): Buffer {
  const lengths = body.map((piece) => Buffer.byteLength(piece));
  const length = lengths.reduce((sum, bytes) => sum + bytes, 0);
  const frame = Buffer.allocUnsafe(FRAME_HEAD_BYTES + length);
  MARK.copy(frame, 0);
  frame.writeUInt32LE(length, 4);
  frame.writeBigUInt64LE(BigInt(first), CRC_FROM);
  let at = FRAME_HEAD_BYTES;
  for (const piece of body) at += frame.write(piece, at, 'utf8');
  frame.writeUInt32LE(checksum(frame, 0, frame.length), 8);
  return frame;
}

/** The frame at `offset`; undefined when there is no whole, undamaged one. */
export function decodeFrame(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + FRAME_HEAD_BYTES > bytes.length) return undefined;
  if (bytes.compare(MARK, 0, MARK.length, offset, offset + MARK.length) !== 0) return undefined;
  const end = offset + FRAME_HEAD_BYTES + bytes.readUInt32LE(offset + 4);
  if (end > bytes.length || bytes.readUInt32LE(offset + 8) !== checksum(bytes, offset, end)) return undefined;
  return {
    offset,
    end,
    first: Number(bytes.readBigUInt64LE(offset + CRC_FROM)),
    body: bytes.toString('utf8', offset + FRAME_HEAD_BYTES, end),
  };
}

/** Where the first undamaged frame begins at or after `from`; undefined when there is none. */
export function findFrame(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(MARK, from); at !== -1; at = bytes.indexOf(MARK, at + 1)) {
    if (decodeFrame(bytes, at) !== undefined) return at;
  }
  return undefined;
}

/** Covers the length too, so that a wrong one is noticed. */
function checksum(bytes: Buffer, offset: number, end: number): number {
  return crc32(bytes.subarray(offset + CRC_FROM, end), crc32(bytes.subarray(offset + 4, offset + 8)));
}
