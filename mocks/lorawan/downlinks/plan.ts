import type { DevEui } from '../devices/index.ts';
import type { AimedFaults } from '../faults/aimed-faults.ts';
import type { DeviceClass } from '../network-server/index.ts';
import type { DeliveryCause, DownlinkFault } from './downlink-fault.ts';

/** Which windows fail, and whether the device hears the one that does not; `00` is no failure. */
export interface Plan {
  readonly rx1: DeliveryCause | '00';
  readonly rx2: DeliveryCause | '00';
  readonly heard: boolean;
}

const BUSY = 'A3';

/** What the faults that are set make of the next transmission. */
export function planFor(faults: AimedFaults<DownlinkFault>, devEui: DevEui, deviceClass: DeviceClass): Plan {
  const fault = faults.strike(devEui, ['not-sent', 'second-window', 'out-of-reach']);
  if (fault === undefined) return { rx1: '00', rx2: '00', heard: true };
  if (fault.kind === 'out-of-reach') return { rx1: '00', rx2: '00', heard: false };
  if (fault.kind === 'second-window') {
    return { rx1: deviceClass === 'C' ? '00' : (fault.rx1 ?? 'C0'), rx2: '00', heard: true };
  }
  const rx2 = fault.rx2 ?? fault.rx1 ?? BUSY;
  return { rx1: deviceClass === 'C' ? '00' : (fault.rx1 ?? rx2), rx2, heard: true };
}
