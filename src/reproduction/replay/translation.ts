import { z } from 'zod';
import { PlatformReader, type World } from '../../simulation/index.ts';
import type { Script } from './script.ts';

const idSchema = z.object({ id: z.string() });

/** Which id of the fresh world stands for which of the recording. */
export class Translation {
  readonly #script: Script;
  readonly #reader: PlatformReader;
  readonly #account: World['account'];
  readonly #ids = { management: new Map<string, string>(), platform: new Map<string, string>() };

  constructor(script: Script, world: Pick<World, 'cumulocity' | 'admin' | 'account'>) {
    this.#script = script;
    this.#reader = new PlatformReader(world.cumulocity, world.admin);
    this.#account = world.account;
  }

  /** Remembers what was made now where the recording made something. */
  learn(side: 'management' | 'platform', recorded: unknown, now: unknown): void {
    const before = idSchema.safeParse(recorded);
    const after = idSchema.safeParse(now);
    if (before.success && after.success) this.#ids[side].set(before.data.id, after.data.id);
  }

  async platformPath(path: string): Promise<string> {
    const segments = path.split('/');
    const translated = await Promise.all(
      segments.map((segment) => (/^\d+$/.test(segment) ? this.#object(segment) : segment)),
    );
    return translated.join('/');
  }

  /** A body for Cumulocity: the ids in it that name something. */
  async platformBody(body: unknown): Promise<unknown> {
    if (Array.isArray(body)) return Promise.all(body.map((one: unknown) => this.platformBody(one)));
    if (typeof body !== 'object' || body === null) return body;
    const entries = Object.entries(body).map(async ([name, value]) => {
      const isId = (name === 'id' || name === 'deviceId') && typeof value === 'string' && /^\d+$/.test(value);
      return [name, isId ? await this.#object(value) : await this.platformBody(value)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  managementPath(path: string): string {
    return path
      .split('/')
      .map((segment) => this.#ids.management.get(segment) ?? segment)
      .join('/');
  }

  /** A body for the management API; the account is that of the fresh world, whose password is known. */
  managementBody(body: unknown, inside = ''): unknown {
    if (Array.isArray(body)) return body.map((one: unknown) => this.managementBody(one, inside));
    if (typeof body !== 'object' || body === null) return body;
    const { hostName, tenantId, username, password } = this.#account;
    const own: Readonly<Record<string, string>> =
      inside === 'configuration' ? { hostName, tenantId, username, password } : {};
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => {
        if (typeof value === 'string' && Object.hasOwn(own, name)) return [name, own[name]];
        const isId = name === 'connectionId' && typeof value === 'string';
        return [name, isId ? (this.#ids.management.get(value) ?? value) : this.managementBody(value, name)];
      }),
    );
  }

  /** What the bridge made is known by its device. */
  async #object(id: string): Promise<string> {
    const known = this.#ids.platform.get(id);
    if (known !== undefined) return known;
    const devEui = this.#script.held.devEuiOf(id);
    return (devEui === undefined ? undefined : await this.#reader.sourceOf(devEui)) ?? id;
  }
}
