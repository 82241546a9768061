import type { Clock, Timer } from '../../clock/index.ts';
import type { AlarmDraft, AlarmsApi } from '../cumulocity/alarms.ts';
import { ensureConnectionObject, findConnectionObject } from '../cumulocity/connection-object.ts';
import type { CumulocityClient } from '../cumulocity/cumulocity-client.ts';
import { CumulocityError } from '../cumulocity/errors.ts';
import type { Logger } from '../logger.ts';

/** What is to be shown; the object is the connection's own. */
export type ShownAlarm = Omit<AlarmDraft, 'sourceId' | 'type'>;

/** The account that the alarms are shown in. */
export interface AlarmAccount {
  readonly client: CumulocityClient;
  readonly alarms: AlarmsApi;
}

export interface PlatformAlarmsDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly connection: { readonly id: string; readonly name: string };
  readonly account: AlarmAccount;
  /** The external id of the connection's object. */
  readonly identity: () => Promise<string>;
  /** How the types of the alarms begin that are this bridge's own. */
  readonly prefix: string;
}

/** What could not be said is said again after this time, or when the link opens again. */
const AGAIN_AFTER_MS = 300_000;

/** In place of an id: the platform keeps none, because the object is in maintenance. */
const SUPPRESSED = '';

/**
 * Shows alarms of a connection in Cumulocity, on an object that stands for it. What is wanted is remembered and brought
 * about while the link is open. Of what an earlier process may have left nothing is touched before it is known whether
 * it is wanted.
 */
export class PlatformAlarms {
  readonly #deps: PlatformAlarmsDeps;
  /** By type: the alarm that is wanted, or null where none is. A type that is not in it has not been judged. */
  readonly #wanted = new Map<string, ShownAlarm | null>();
  /** By type: the alarm's id in Cumulocity; undefined before it was looked at. */
  #shown: Map<string, string> | undefined;
  #objectId: string | undefined;
  #isOpen = false;
  #isDirty = false;
  #again: Timer | undefined;
  #work: Promise<void> | undefined;

  constructor(deps: PlatformAlarmsDeps) {
    this.#deps = deps;
  }

  want(type: string, alarm: ShownAlarm | null): void {
    if (this.#wanted.get(type) === alarm) return;
    this.#wanted.set(type, alarm);
    this.#bringAbout();
  }

  /** The link is open: what is wanted can be brought about. */
  open(): void {
    this.#isOpen = true;
    this.#bringAbout();
  }

  /** The link is no longer open; what is under way is finished. */
  shut(): void {
    this.#isOpen = false;
    this.#again?.cancel();
  }

  /** Ends; resolves when nothing more is sent. */
  async close(): Promise<void> {
    this.shut();
    await this.#work;
  }

  #bringAbout(): void {
    this.#isDirty = true;
    if (!this.#isOpen || this.#work !== undefined) return;
    this.#again?.cancel();
    const { clock, connection } = this.#deps;
    this.#work = clock.activity(`alarms of connection ${connection.id}`, async () => {
      try {
        while (this.#isDirty) {
          this.#isDirty = false;
          await this.#compare();
        }
      } catch (error) {
        this.#failed(error);
      } finally {
        this.#work = undefined;
      }
    });
  }

  #failed(error: unknown): void {
    const { clock, logger, connection } = this.#deps;
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ connectionId: connection.id, reason }, 'Alarms could not be brought to Cumulocity');
    this.#isDirty = true;
    if (!this.#isOpen) return;
    this.#again = clock.timer(`alarms of connection ${connection.id}`, AGAIN_AFTER_MS, () =>
      this.#bringAbout(),
    );
  }

  async #compare(): Promise<void> {
    const shown = await this.#look();
    for (const [type, wanted] of this.#wanted) {
      const id = shown.get(type);
      if (wanted === null && id !== undefined) {
        if (id !== SUPPRESSED) await this.#deps.account.alarms.clear(id);
        shown.delete(type);
      } else if (wanted !== null && id === undefined) {
        shown.set(type, await this.#raise(type, wanted));
      }
    }
  }

  /** Looks once at what is there: an earlier process may have left alarms. */
  async #look(): Promise<Map<string, string>> {
    if (this.#shown !== undefined) return this.#shown;
    const { account, identity, prefix } = this.#deps;
    this.#objectId = await findConnectionObject(account.client, await identity());
    const open = this.#objectId === undefined ? [] : await account.alarms.findOpen(this.#objectId);
    this.#shown = new Map(open.flatMap(({ id, type }) => (type.startsWith(prefix) ? [[type, id]] : [])));
    return this.#shown;
  }

  async #raise(type: string, alarm: ShownAlarm): Promise<string> {
    const { alarms } = this.#deps.account;
    const raise = async () => await alarms.create({ ...alarm, type, sourceId: await this.#object() });
    try {
      return (await raise()) ?? SUPPRESSED;
    } catch (error) {
      // The object may be gone: no source says how an alarm of an unknown one is refused, 404 or 422.
      if (!(error instanceof CumulocityError && (error.code === 'not-found' || error.code === 'refused')))
        throw error;
      this.#objectId = undefined;
      return (await raise()) ?? SUPPRESSED;
    }
  }

  async #object(): Promise<string> {
    const { account, identity, connection } = this.#deps;
    this.#objectId ??= await ensureConnectionObject(account.client, await identity(), connection);
    return this.#objectId;
  }
}
