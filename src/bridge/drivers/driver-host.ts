/** One point of the ontology: a value now (`record`) or a history (`records`). */
export interface Point {
  readonly unitId?: string | undefined;
  readonly type?: string | undefined;
  readonly record?: unknown;
  readonly records?: readonly { readonly eventTime: string; readonly value: unknown }[] | undefined;
}

export interface DecodeInput {
  readonly driverId: string;
  readonly bytes: Uint8Array;
  readonly fPort: number;
  /** ISO 8601. */
  readonly recvTime: string;
}

/** What a driver made of one payload. `points` is the ontology's view of `data` (LoRa Alliance TS013 plus extractPoints). */
export type DecodeResult =
  | {
      readonly ok: true;
      readonly data: Readonly<Record<string, unknown>>;
      readonly points: Readonly<Record<string, Point>>;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface EncodeInput {
  readonly driverId: string;
  /** What the device is to do, in the driver's own words. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a driver made of one command (LoRa Alliance TS013, Payload Codec API, `encodeDownlink`). */
export type EncodeResult =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      /** The port that the driver wants for it, if it wants one. */
      readonly fPort?: number;
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      /** `no-encoder`: this driver only decodes; `bad-data`: it can't encode what was asked for. */
      readonly code: 'unknown-driver' | 'no-encoder' | 'bad-data' | 'driver-failure';
      readonly message: string;
    };

/** What the management API tells of a driver. */
export interface DriverDescription {
  readonly id: string;
  readonly producerId: string;
  readonly moduleId: string;
  readonly version: string;
  readonly application: { readonly producerId: string; readonly moduleId: string; readonly version: string };
  readonly models: readonly {
    readonly producerId: string;
    readonly moduleId: string;
    readonly version: string;
  }[];
}

/** Runs payload drivers, in batches and asynchronously: later ones live in a sandbox. One bad payload fails only itself. */
export interface DriverHost {
  list(): Promise<readonly DriverDescription[]>;
  /** Results stand in the order of the inputs. An unknown driver is a failed result, not an exception. */
  decode(batch: readonly DecodeInput[]): Promise<readonly DecodeResult[]>;
  /** As `decode`, the other way round: a driver that can't encode is a failed result too. */
  encode(batch: readonly EncodeInput[]): Promise<readonly EncodeResult[]>;
}
