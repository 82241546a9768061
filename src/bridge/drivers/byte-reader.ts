import { PayloadError } from './driver.ts';

/** Reads a payload from its beginning to its end. @throws {PayloadError} past the end. */
export class ByteReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength - this.#at;
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  int8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  int16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  /** 24 bits, the least significant byte first. */
  int24LittleEndian(): number {
    const at = this.#take(3);
    return this.#view.getUint16(at, true) | (this.#view.getInt8(at + 2) << 16);
  }

  skip(length: number): void {
    this.#take(length);
  }

  #take(length: number): number {
    if (this.left < length) {
      throw new PayloadError(
        `the payload ends after ${this.#view.byteLength} bytes, in the midst of a value`,
      );
    }
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
