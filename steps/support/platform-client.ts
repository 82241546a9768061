import { z } from 'zod';
import type { PlatformAccount, World as Simulation } from '../../src/simulation/index.ts';

const managedObjectSchema = z.looseObject({ id: z.string(), name: z.string().optional() });
/** A managed object of Cumulocity's inventory. */
export type ManagedObject = z.infer<typeof managedObjectSchema>;

const objectsSchema = z.object({ managedObjects: z.array(managedObjectSchema) });
const externalIdsSchema = z.object({
  externalIds: z.array(z.object({ type: z.string(), externalId: z.string() })),
});

const measurementSchema = z.looseObject({ id: z.string(), time: z.string() });
/** A measurement of Cumulocity, its fragments unread. */
export type Measurement = z.infer<typeof measurementSchema>;
const measurementsSchema = z.object({ measurements: z.array(measurementSchema) });

const eventSchema = z.looseObject({ id: z.string(), type: z.string(), time: z.string() });
const eventsSchema = z.object({ events: z.array(eventSchema) });
export type PlatformEvent = z.infer<typeof eventSchema>;

const alarmsSchema = z.object({
  alarms: z.array(
    z.object({
      type: z.string(),
      text: z.string(),
      status: z.string(),
      source: z.object({ id: z.string() }),
    }),
  ),
});

const operationSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  failureReason: z.string().optional(),
});
/** An operation of Cumulocity, its fragments unread. */
export type Operation = z.infer<typeof operationSchema>;

/** By far more than a scenario brings about; the platform's own limit. */
const EVERYTHING = '2000';

/** Looks into Cumulocity as an administrator of a tenant does, through its REST API only. */
export class PlatformClient {
  readonly #simulation: Simulation;
  readonly #account: PlatformAccount;

  constructor(simulation: Simulation, account: PlatformAccount) {
    this.#simulation = simulation;
    this.#account = account;
  }

  /** All devices, the oldest first. */
  async devices(): Promise<readonly ManagedObject[]> {
    const query = { fragmentType: 'c8y_IsDevice', pageSize: EVERYTHING };
    return objectsSchema.parse(await this.#get('/inventory/managedObjects', query)).managedObjects;
  }

  /** The devices that stand for a DevEUI, by their name or by any external id, in either case; of all or of those given. */
  async devicesOf(devEui: string, among?: readonly ManagedObject[]): Promise<readonly ManagedObject[]> {
    const wanted = devEui.toUpperCase();
    const found: ManagedObject[] = [];
    for (const device of among ?? (await this.devices())) {
      const name = device.name?.toUpperCase() ?? '';
      // A device that bears another DevEUI as its name need not be asked for its ids.
      const ids = name === wanted || /^[0-9A-F]{16}$/.test(name) ? [] : await this.externalIds(device.id);
      const bears = ids.some(({ externalId }) => externalId.toUpperCase() === wanted);
      if (name === wanted || bears) found.push(device);
    }
    return found;
  }

  async externalIds(id: string) {
    const answer = await this.#get(`/identity/globalIds/${id}/externalIds`, { pageSize: EVERYTHING });
    return externalIdsSchema.parse(answer).externalIds;
  }

  /** All measurements of a source, the oldest first. */
  async measurements(source: string): Promise<readonly Measurement[]> {
    const query = { source, pageSize: EVERYTHING };
    const { measurements } = measurementsSchema.parse(await this.#get('/measurement/measurements', query));
    return [...measurements].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  }

  /** All events of a source and type. */
  async events(source: string, type: string): Promise<readonly PlatformEvent[]> {
    return eventsSchema.parse(await this.#get('/event/events', { source, type, pageSize: EVERYTHING }))
      .events;
  }

  /** All alarms, whatever their source and status. */
  async alarms() {
    return alarmsSchema.parse(await this.#get('/alarm/alarms', { pageSize: EVERYTHING })).alarms;
  }

  /** Makes an operation. Resolves to its id. */
  async createOperation(deviceId: string, fragments: Readonly<Record<string, unknown>>): Promise<string> {
    const body = { deviceId, description: 'Made by an operator', ...fragments };
    return operationSchema.parse(await this.#send('POST', '/devicecontrol/operations', body)).id;
  }

  async operation(id: string): Promise<Operation> {
    return operationSchema.parse(await this.#get(`/devicecontrol/operations/${id}`, {}));
  }

  /** Registers a device as a script would. Resolves to its id. */
  async createDevice(
    name: string,
    externalId: string,
    fragments: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const { id } = managedObjectSchema.parse(
      await this.#send('POST', '/inventory/managedObjects', { name, c8y_IsDevice: {}, ...fragments }),
    );
    await this.#send('POST', `/identity/globalIds/${id}/externalIds`, { type: 'c8y_Serial', externalId });
    return id;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#send('PUT', `/inventory/managedObjects/${id}`, { name });
  }

  async deleteDevice(id: string): Promise<void> {
    await this.#send('DELETE', `/inventory/managedObjects/${id}`);
  }

  async #get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    return await this.#send('GET', `${path}?${new URLSearchParams(query).toString()}`);
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    const { hostName, tenantId, username, password } = this.#account;
    const answer = await this.#simulation.cumulocity.request({
      host: hostName,
      method,
      path,
      from: 'operator',
      headers: {
        authorization: `Basic ${Buffer.from(`${tenantId}/${username}:${password}`).toString('base64')}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) {
      throw new Error(
        `Cumulocity answered the administrator's ${method} ${path} with ${answer.status} ${answer.body}`,
      );
    }
    return answer.body === '' ? undefined : JSON.parse(answer.body);
  }
}
