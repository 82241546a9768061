import { createRealClock } from '../clock/index.ts';
import {
  createManagementPort,
  type Ledger,
  type LoadedDescription,
  NotOnThisTarget,
  partEntries,
} from '../conformance/targets/index.ts';
import { createJournal, createRedactor } from '../recording/index.ts';
import { createExternalTarget, type ExternalTarget } from './external-target.ts';
import { createTenantPlatform, reachTenant, type TenantPlatform, unfitTenant } from './tenant/index.ts';

/** A described bridge outside of any scenario: before a run, and to tidy up after it. */
export interface ReachedTarget {
  /** Why it can't be judged, or undefined where it answers as one that can. */
  unfit(): Promise<string | undefined>;
  /** The same of the bridge alone, and of a platform that the kit does not host alone. */
  gone(): Promise<string | undefined>;
  platformUnfit(): Promise<string | undefined>;
  /** Removes what the ledger says is left of a run. @returns what could not be removed, and why */
  tidy(): Promise<readonly string[]>;
}

/**
 * Reaches for a target.
 *
 * @param run the run's name, by which it finds what is its own at a tenant
 * @throws TargetError when its adapter, or a file that it names, can't be used
 */
export async function reachTarget(
  loaded: LoadedDescription,
  ledger: Ledger,
  run: string,
): Promise<ReachedTarget> {
  const clock = createRealClock();
  const { description } = loaded;
  const { platform } = description;
  const recorder = createJournal({ clock, run: 'reach', redactor: createRedactor({ secrets: [] }) });
  const access = platform.kind === 'tenant' ? await reachTenant(loaded, platform) : undefined;
  let tenant: TenantPlatform | undefined;
  const platformUnfit = async () => (access === undefined ? undefined : await unfitTenant(access, run));
  const target = createExternalTarget({
    description,
    port: await createManagementPort(loaded),
    clock,
    recorder,
    names: { run: '', documentedHost: '', platformHost: undefined, isPlatform: () => false },
    ledger,
  });
  return {
    unfit: async () => {
      const unfit = (await unfitness(target, description.baseUrl)) ?? (await platformUnfit());
      // What is made at the tenant from the first look on may be the run's.
      if (unfit === undefined && access !== undefined)
        tenant ??= await createTenantPlatform({ access, recorder, run });
      return unfit;
    },
    gone: () => unfitness(target, description.baseUrl),
    platformUnfit,
    tidy: async () => {
      const left: string[] = [];
      const { paths, ...traces } = partEntries(await ledger.left());
      for (const path of paths) {
        try {
          const { status, text } = await target.api({ method: 'DELETE', path });
          if (status >= 300 && status !== 404) throw new Error(`${status} ${text.slice(0, 200)}`);
          await ledger.removed(path);
        } catch (error) {
          left.push(`${path}: ${error instanceof Error ? error.message : error}`);
        }
      }
      return [...left, ...((await tenant?.tidy(traces)) ?? [])];
    },
  };
}

async function unfitness(target: ExternalTarget, baseUrl: string): Promise<string | undefined> {
  try {
    const { status, text } = await target.api({ method: 'GET', path: '/connections' });
    if (status === 401 || status === 403) {
      return `${baseUrl} refuses to list its connections (${status}). Check credentials in the target's file.`;
    }
    if (status >= 300) {
      return `${baseUrl} answers ${status} where its connections should be listed: ${text.slice(0, 200)}. Check baseUrl and operations.list in the target's file.`;
    }
    return undefined;
  } catch (error) {
    // A target that has no list shows with the first connection whether it can be judged.
    if (error instanceof NotOnThisTarget) return undefined;
    return `${baseUrl} can't be reached: ${error instanceof Error ? error.message || String(error) : error}`;
  }
}
