import type { Device, Measured, RawPayload, SendOptions, SentUplink } from '../../mocks/lorawan/index.ts';
import { drive } from './drive.ts';
import { fieldOf, withField } from './management-api.ts';
import type { ScenarioWorld } from './world.ts';

/** What a frame without anything to decode carries: the port of no built-in format's data, one byte. */
const SOME_BYTES: RawPayload = { hex: '00', fPort: 42 };

/** The uplink's part of a document, changed. */
export function altered(document: unknown, changes: Readonly<Record<string, unknown>>): unknown {
  const fields = Object.entries(changes).reduce<Record<string, unknown>>(
    (body, [path, value]) => withField(body, path, value),
    Object.fromEntries(Object.entries(fieldOf(document, 'DevEUI_uplink') ?? {})),
  );
  return { DevEUI_uplink: fields };
}

/** Lets a device send; resolves when the broker has the document. */
export async function send(
  world: ScenarioWorld,
  device: Device,
  payload: Measured | RawPayload,
  options: SendOptions = {},
): Promise<SentUplink> {
  return await drive(await world.simulation(), device.send(payload, options));
}

/** Lets a device send a temperature that it has not sent before. */
export async function sendSomething(
  world: ScenarioWorld,
  device: Device,
  options: SendOptions = {},
): Promise<SentUplink> {
  return await send(world, device, { temperature: world.devices.nextTemperature(device) }, options);
}

/** Lets a device send a frame that the network has decoded into points of the ontology already. */
export async function sendPoints(
  world: ScenarioWorld,
  device: Device,
  points: Readonly<Record<string, unknown>>,
  options: SendOptions = {},
): Promise<SentUplink> {
  const alter = (document: unknown) => altered(document, { payload: {}, points });
  return await send(world, device, SOME_BYTES, { ...options, alter });
}
