import type { Twin } from '../../mocks/cumulocity/index.ts';
import type { WireSpec } from '../conformance/controls/index.ts';
import {
  type LoadedDescription,
  NotOnThisTarget,
  type TargetDescription,
  type Traces,
} from '../conformance/targets/index.ts';
import type { Endings } from './endings.ts';
import type { Platform } from './platform.ts';
import type { Surroundings } from './surroundings.ts';
import { createTenantPlatform, type TenantAccess } from './tenant/index.ts';
import { openTwinFront } from './twin-front.ts';

/** The Cumulocity that a described bridge is connected to. */
export interface OpenPlatform {
  readonly cumulocity: Platform;
  readonly trouble: PlatformTrouble;
  /** What connections are told; undefined where the documented name leads there. */
  readonly hostName: string | undefined;
  /** Removes what a scenario has made there. @returns what could not be removed, and why */
  tidy(traces: Traces): Promise<readonly string[]>;
}

export interface OpenPlatformOptions {
  readonly target: LoadedDescription;
  readonly access: TenantAccess | undefined;
  readonly around: Pick<Surroundings, 'twin' | 'journal'>;
  /** Corrupts what passes between the bridge and the twin. */
  readonly wire: WireSpec | undefined;
  readonly run: string;
  /** Told of the id of each managed object that is made beside the bridge. */
  readonly onMade: (id: string) => void;
  readonly endings: Endings;
}

/**
 * Lets the twin listen, or begins to look at the tenant.
 * @throws TargetError when the twin's address is taken, or its certificate can't be used
 * @throws Error when the tenant refuses its operator
 */
export async function openPlatform(options: OpenPlatformOptions): Promise<OpenPlatform> {
  const { target, access, around, wire, run, endings, onMade } = options;
  const { description } = target;
  const { platform } = description;
  if (platform.kind === 'twin') {
    await openTwinFront({ twin: around.twin, target, platform, wire, endings });
    const hostName = platform.hostName === 'documented' ? undefined : platform.hostName;
    return { ...withLimitedFaults(around.twin, description), hostName, tidy: async () => [] };
  }
  if (access === undefined) throw new Error('A tenant is looked at by its accounts.');
  const tenant = await createTenantPlatform({ access, recorder: around.journal, run, onMade });
  return {
    cumulocity: tenant,
    trouble: { happened: () => false },
    hostName: access.accounts.bridge.hostName,
    tidy: (traces) => tenant.tidy(traces),
  };
}

/** What a scenario did to the platform, as far as it bears on how long a bridge may need afterwards. */
interface PlatformTrouble {
  /** True once something was made to go wrong. */
  readonly happened: () => boolean;
}

/**
 * A twin that fails, or is out of reach, only where the description says how long the bridge needs to recover from that.
 * @throws NotOnThisTarget from `faults.add` and `setReach` where it doesn't
 */
function withLimitedFaults(
  twin: Twin,
  { timeouts }: Pick<TargetDescription, 'timeouts'>,
): Pick<OpenPlatform, 'cumulocity' | 'trouble'> {
  let happened = false;
  const expectRecovery = () => {
    if (timeouts.recovery === undefined) {
      throw new NotOnThisTarget(
        'It lets Cumulocity fail for a while, and the target’s file gives no timeouts.recovery.',
      );
    }
    happened = true;
  };
  return {
    trouble: { happened: () => happened },
    cumulocity: {
      ...twin,
      faults: {
        ...twin.faults,
        add: (plan) => {
          expectRecovery();
          return twin.faults.add(plan);
        },
      },
      setReach: (hostName, reach) => {
        if (reach !== 'in-reach') expectRecovery();
        return twin.setReach(hostName, reach);
      },
    },
  };
}
