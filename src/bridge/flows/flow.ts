/** All tags of a `thing` matcher must be the device's (AND); a `key` matcher names one device as `lora:<deveui>`. */
export type Matcher =
  | { readonly type: 'thing'; readonly tags: readonly string[] }
  | { readonly type: 'key'; readonly key: string };

/** A flow: which devices' uplinks go, decoded by which driver, to which connections. Matchers are joined by OR. */
export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** `actility:auto:1` takes the uplink's DriverCfg; a fixed id forces that driver; none: no decoding. */
  readonly driver?: { readonly id: string };
  readonly matchers: readonly Matcher[];
  readonly connectors: readonly {
    readonly id: string;
    readonly connectionId: string;
    readonly uplinkTimeValidity?: string;
  }[];
}
