import { type Column, DataTable } from '../../../ui/index.ts';
import type { DecodeResult } from '../../drivers/driver-host.ts';
import { AUTO_DRIVER_ID } from '../../flows/route.ts';
import { decodeAll } from '../../uplinks/delivery/decode-all.ts';
import type { Uplink } from '../../uplinks/uplink.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import type { DeviceActivity } from '../device-activity.ts';
import { Moment } from '../states.tsx';

/** An uplink as it came and as it was understood. */
export interface ShownUplink {
  readonly time: string;
  readonly fCntUp: number;
  readonly fPort: number;
  readonly payloadHex: string;
  /** The network's document, as it came. */
  readonly document: string;
  /** What a driver made of it, or the network. */
  readonly decoded: string | undefined;
  readonly problem: string | undefined;
}

const COLUMNS: readonly Column<ShownUplink>[] = [
  { label: 'Time (UTC)', show: ({ time }) => <Moment at={time} />, class: 'no-break' },
  { label: 'FCntUp', show: ({ fCntUp }) => fCntUp },
  { label: 'FPort', show: ({ fPort }) => fPort },
  { label: 'Payload (hex)', show: ({ payloadHex }) => <span class="mono">{payloadHex}</span> },
  {
    label: 'Decoded',
    show: ({ decoded, problem }) =>
      problem !== undefined ? <span class="problem">{problem}</span> : <span>{decoded ?? '–'}</span>,
  },
  {
    label: 'Raw',
    show: ({ document }) => (
      <details>
        <summary>Document</summary>
        <pre>{indented(document)}</pre>
      </details>
    ),
    class: 'raw',
  },
];

export function UplinkTable({ uplinks }: { readonly uplinks: readonly ShownUplink[] }) {
  return (
    <DataTable
      caption="Last uplinks"
      columns={COLUMNS}
      rows={uplinks}
      keyOf={({ time, fCntUp }) => `${time} ${fCntUp}`}
      empty="The bridge holds no uplink of this device."
    />
  );
}

/** The last uplinks of a device, decoded as on their way to their first connection. */
export async function readDeviceUplinks(
  { drivers }: ConsoleDeps,
  activity: DeviceActivity,
  devEui: string,
): Promise<readonly ShownUplink[]> {
  const routed = (await activity.lastUplinks(devEui)).map(({ uplink, document, routes }) => ({
    uplink,
    document,
    route: routes[0] ?? { driverId: AUTO_DRIVER_ID },
  }));
  const results = await decodeAll(drivers, routed);
  return routed.map((one) => {
    const { time, fCntUp, fPort, payloadHex } = one.uplink;
    return {
      time,
      fCntUp,
      fPort,
      payloadHex,
      document: one.document,
      ...decodedOf(one.uplink, results.get(one)),
    };
  });
}

function decodedOf(uplink: Uplink, result: DecodeResult | undefined) {
  if (result?.ok === true) return { decoded: listed(result.data), problem: undefined };
  if (result !== undefined) return { decoded: undefined, problem: `${result.code}: ${result.message}` };
  const { payload, decodingError } = uplink;
  return {
    decoded: payload === undefined ? undefined : listed(payload),
    problem: decodingError === undefined ? undefined : `${decodingError.code}: ${decodingError.message}`,
  };
}

/** Names and values, to be read and to be broken into lines. */
function listed(data: unknown): string {
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  return Object.entries(data)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function indented(document: string): string {
  return JSON.stringify(JSON.parse(document), null, 2);
}
