import type { Device } from '../../mocks/lorawan/index.ts';

/** Which simulated devices a scenario speaks of. "The device" is the one added last. */
export class DeviceBook {
  readonly #devices = new Map<string, Device>();
  readonly #measured = new Map<string, number>();
  #current: Device | undefined;
  /** The history that "this history" means. */
  history: readonly { readonly eventTime: string; readonly value: number }[] = [];

  /** Remembers a device; from now on it is "the device". */
  add(name: string, device: Device): void {
    this.#devices.set(name, device);
    this.#current = device;
  }

  /** The device of that name, or "the device". @throws Error when no sentence added it. */
  get(name?: string): Device {
    const device = name === undefined ? this.#current : this.#devices.get(name);
    if (device === undefined) throw new Error(`No device ${name ?? ''} has been added in this scenario.`);
    return device;
  }

  all(): readonly Device[] {
    return [...this.#devices.values()];
  }

  /** The next temperature that the device measures, whole degrees: no two of a device's are the same. */
  nextTemperature({ devEui }: Device): number {
    const next = (this.#measured.get(devEui) ?? 0) + 1;
    this.#measured.set(devEui, next);
    return next;
  }
}
