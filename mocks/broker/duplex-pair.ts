import { AsyncResource } from 'node:async_hooks';
import { Duplex } from 'node:stream';
import type { Clock } from '../../src/clock/index.ts';

export interface DuplexPairOptions {
  /** What a world that can't settle calls the bytes that are in flight here. */
  readonly name: string;
  /** Bytes that may lie unread on either side before its writer is told to wait; 64 KiB by default. */
  readonly highWaterMark?: number;
}

type Done = (error?: Error | null) => void;

/**
 * One end of an in-memory connection.
 *
 * Node's own `stream.duplexPair` (Node.js documentation, Stream) leaves the far end open when one end is destroyed: a
 * client that went away would live on in the broker and, its buffer once full, stall every publisher. So destroying an
 * end closes the other, after what had already arrived there was read, as a TCP peer sees it.
 */
class PairEnd extends Duplex {
  readonly #clock: Clock;
  readonly #name: string;
  /** As with a socket, what arrives belongs to whom opened the connection, not to the activity that sent it. */
  readonly #scope = new AsyncResource('DuplexPairEnd');
  #peer: PairEnd | undefined;
  #taken: Done | undefined;
  #release: (() => void) | undefined;
  #paused = false;
  #peerGone = false;

  constructor(clock: Clock, name: string, highWaterMark: number) {
    super({ readableHighWaterMark: highWaterMark, writableHighWaterMark: highWaterMark });
    this.#clock = clock;
    this.#name = name;
  }

  join(peer: PairEnd): void {
    this.#peer = peer;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#peer?.receive(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#peer?.receive(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: Done): void {
    this.#peer?.endReading();
    done();
  }

  /** Called by the stream machinery when there is room: only now may the far end send on. */
  override _read(): void {
    const taken = this.#taken;
    this.#taken = undefined;
    if (taken !== undefined) this.#peer?.goOn(taken);
  }

  /** A reader that gets null has dealt with all that it was given: nothing is in flight any more. */
  override read(size?: number): unknown {
    const chunk: unknown = super.read(size);
    if (size === 0) return chunk;
    this.#paused = false;
    if (chunk === null && this.readableLength === 0) this.#settled();
    return chunk;
  }

  /** A reader that pauses is not busy: its bytes lie still until it comes back. */
  override pause(): this {
    super.pause();
    this.#paused = true;
    this.#settled();
    return this;
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#paused = false;
    this.#taken?.(new Error('The far end of the connection is gone.'));
    this.#taken = undefined;
    this.#settled();
    this.#peer?.hangUp();
    done(error);
  }

  receive(bytes: Buffer, taken: Done): void {
    if (this.destroyed) {
      taken(new Error('The far end of the connection is gone.'));
      return;
    }
    this.#taken = taken;
    if (!this.#paused) this.#release ??= this.#clock.hold(this.#name);
    this.#scope.runInAsyncScope(() => this.push(bytes));
    // A reader in flowing mode got them at once, without a read().
    if (this.readableFlowing === true && this.readableLength === 0) this.#settled();
  }

  goOn(taken: Done): void {
    this.#scope.runInAsyncScope(taken);
  }

  endReading(): void {
    this.#scope.runInAsyncScope(() => this.push(null));
  }

  hangUp(): void {
    if (this.destroyed) return;
    this.#peerGone = true;
    if (this.readableLength === 0 || this.#paused) this.#scope.runInAsyncScope(() => this.destroy());
  }

  #settled(): void {
    this.#release?.();
    this.#release = undefined;
    if (this.#peerGone && !this.destroyed) this.destroy();
  }
}

/**
 * Two ends of a connection in memory: what is written to one is read from the other, whole and in order, at the
 * reader's pace. While bytes are under way, and until a reader that was given some asks for more, the clock is held;
 * no timer is used.
 */
export function createDuplexPair(clock: Clock, options: DuplexPairOptions): readonly [Duplex, Duplex] {
  const highWaterMark = options.highWaterMark ?? 64 * 1024;
  const near = new PairEnd(clock, options.name, highWaterMark);
  const far = new PairEnd(clock, options.name, highWaterMark);
  near.join(far);
  far.join(near);
  return [near, far];
}
