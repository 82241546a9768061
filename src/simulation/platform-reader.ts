import { z } from 'zod';
import { basicAuthorization, type PlatformAccount } from './account.ts';
import type { Platform } from './platform.ts';

const referenceSchema = z.object({ id: z.string() });

const measurementSchema = z.looseObject({
  id: z.string(),
  time: z.string(),
  type: z.string(),
  source: referenceSchema,
});
/** A measurement as the platform's API gives it. */
export type ReadMeasurement = z.infer<typeof measurementSchema>;

const measurementsSchema = z.object({ measurements: z.array(measurementSchema) });
const eventSchema = z.looseObject({ id: z.string(), time: z.string(), type: z.string() });
/** An event as the platform's API gives it. */
type ReadEvent = z.infer<typeof eventSchema>;

const eventsSchema = z.object({ events: z.array(eventSchema) });
const externalIdSchema = z.object({ managedObject: referenceSchema });

/** Largest page that the platform gives (Cumulocity OpenAPI, Query parameters). */
const PAGE_SIZE = 2000;

/** Reads what a tenant holds, by the platform's own API and with an administrator's rights. */
export class PlatformReader {
  readonly #platform: Pick<Platform, 'request'>;
  readonly #account: PlatformAccount;

  constructor(platform: Pick<Platform, 'request'>, account: PlatformAccount) {
    this.#platform = platform;
    this.#account = account;
  }

  /** The managed object that stands for a device, or undefined as long as there is none. */
  async sourceOf(devEui: string, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.#get(`/identity/externalIds/c8y_Serial/${devEui}`, signal);
    if (answer.status === 404) return undefined;
    return externalIdSchema.parse(this.#json(answer)).managedObject.id;
  }

  /** All measurements of a source from `dateFrom` on. */
  measurements(source: string, dateFrom: string, signal?: AbortSignal): Promise<readonly ReadMeasurement[]> {
    return this.#pages('/measurement/measurements', { source, dateFrom }, signal, (answer) => {
      return measurementsSchema.parse(answer).measurements;
    });
  }

  /** All events of a source from `dateFrom` on. */
  events(source: string, dateFrom: string, signal?: AbortSignal): Promise<readonly ReadEvent[]> {
    return this.#pages('/event/events', { source, dateFrom }, signal, (answer) => {
      return eventsSchema.parse(answer).events;
    });
  }

  async #pages<T>(
    path: string,
    filter: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
    read: (answer: unknown) => readonly T[],
  ): Promise<readonly T[]> {
    const found: T[] = [];
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({
        ...filter,
        pageSize: String(PAGE_SIZE),
        currentPage: String(page),
      });
      const answer = read(this.#json(await this.#get(`${path}?${query}`, signal)));
      found.push(...answer);
      if (answer.length < PAGE_SIZE) return found;
    }
  }

  async #get(path: string, signal: AbortSignal | undefined) {
    return this.#platform.request({
      host: this.#account.hostName,
      method: 'GET',
      path,
      headers: { authorization: basicAuthorization(this.#account), accept: 'application/json' },
      from: 'operator',
      ...(signal === undefined ? {} : { signal }),
    });
  }

  #json({ status, body }: { readonly status: number; readonly body: string }): unknown {
    if (status !== 200) throw new Error(`Cumulocity answered ${status} to a look at what arrived: ${body}`);
    return JSON.parse(body);
  }
}
