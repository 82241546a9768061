import { createRealClock } from '../clock/index.ts';
import {
  createManagementPort,
  type Ledger,
  type LoadedDescription,
  partEntries,
} from '../conformance/targets/index.ts';
import { createJournal, createRedactor } from '../recording/index.ts';
import { createExternalTarget } from './external-target.ts';
import { connectNetwork } from './external-uplinks.ts';
import { createTenantPlatform, reachTenant, type TenantPlatform, unfitTenant } from './tenant/index.ts';
import { tryTwinFront } from './twin-front.ts';
import { unfitBridge } from './unfit-bridge.ts';

/** A described bridge outside of any scenario: before a run, and to tidy up after it. */
export interface ReachedTarget {
  /**
   * Why it can't be judged, or undefined where it answers as one that can.
   * @throws TargetError when what the kit itself needs of the description can't be used: the twin's address, a broker
   */
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
  // What would keep every scenario from beginning, and looks like a broken bridge then.
  const tryOwnPart = async () => {
    const { mqtt } = description.uplink;
    if (platform.kind === 'twin') await tryTwinFront(loaded, platform);
    if (mqtt !== undefined) {
      await (await connectNetwork(clock, `${run}-probe`, { file: loaded.file, mqtt })).close();
    }
  };
  return {
    unfit: async () => {
      await tryOwnPart();
      const unfit = (await unfitBridge(target, description)) ?? (await platformUnfit());
      // What is made at the tenant from the first look on may be the run's.
      if (unfit === undefined && access !== undefined)
        tenant ??= await createTenantPlatform({ access, recorder, run });
      return unfit;
    },
    gone: () => unfitBridge(target, description),
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
