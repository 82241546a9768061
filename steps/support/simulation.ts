import { loadControl } from '../../src/conformance/controls/index.ts';
import { loadDescription, NotOnThisTarget, openLedger } from '../../src/conformance/targets/index.ts';
import {
  type BridgeSettings,
  createWorld,
  type World as Simulation,
  type WorldOptions,
} from '../../src/simulation/index.ts';
import type { RunParameters } from './world.ts';

/** Which scenario a world belongs to, and what its tags ask for. */
export interface ScenarioOrigin {
  /** The feature file, relative to the project. */
  readonly uri: string;
  readonly name: string;
  /** The sentences of the scenario, in which the examples of an outline differ. */
  readonly steps: string;
  readonly tags: ReadonlySet<string>;
  /** When its world begins, in milliseconds since 1970; the kit's own Monday noon unless told otherwise. */
  readonly start?: number;
}

/** Whether a scenario needs sockets and with them real time. */
export function needsRealTime(tags: ReadonlySet<string>): boolean {
  return ['@real-time', '@process', '@browser'].some((tag) => tags.has(tag));
}

/** Whether the bridge of a scenario is a process of its own. */
export function isOwnProcess(tags: ReadonlySet<string>, { bridge }: Pick<RunParameters, 'bridge'>): boolean {
  return tags.has('@process') || bridge === 'process';
}

/** What a scenario needs by its tags that only the reference in this process has. */
const IN_PROCESS_ONLY: Readonly<Record<string, string>> = {
  '@documented-host': 'It needs a bridge in whose process the documented host is played.',
  '@test-uplink': 'It needs a bridge in whose process the network is simulated.',
};

/** What it needs that only the reference has, hosted by the kit. */
const REFERENCE_ONLY: Readonly<Record<string, string>> = {
  '@process': 'It needs a bridge that the kit itself starts and stops.',
  '@browser': 'It needs the console of the reference.',
  ...IN_PROCESS_ONLY,
};

/** @throws NotOnThisTarget when a scenario's tags ask for what the bridge under test does not have */
export function expectMeantFor(
  tags: ReadonlySet<string>,
  { target, bridge }: Pick<RunParameters, 'target' | 'bridge'>,
): void {
  const lacking = target !== undefined ? REFERENCE_ONLY : bridge === 'process' ? IN_PROCESS_ONLY : {};
  for (const [tag, why] of Object.entries(lacking)) if (tags.has(tag)) throw new NotOnThisTarget(why);
}

/** An external broker for the scenarios that are tagged for it. */
const BROKER_URL = 'IOT_FLOW_TCK_BROKER_URL';

/**
 * Makes the world of a scenario. Its seed is drawn from the run's and the scenario's own name, not from the order.
 * `config`: settings of the bridge that differ from the world's.
 */
export async function openSimulation(
  { uri, name, steps, tags, start }: ScenarioOrigin,
  parameters: RunParameters,
  config: BridgeSettings = {},
): Promise<Simulation> {
  const { seed = '1', run = 'local', control, target, ledger } = parameters;
  const ownProcess = isOwnProcess(tags, parameters);
  const realTime = needsRealTime(tags);
  if (ownProcess && start !== undefined) {
    throw new NotOnThisTarget(
      'It begins at a time of its own, and the process has the clock of the machine.',
    );
  }
  const brokerUrl = tags.has('@external-broker') ? process.env[BROKER_URL] : undefined;
  return await createWorld({
    seed: `${seed} ${uri} ${name} ${steps}`,
    run,
    scenario: name,
    time: realTime || ownProcess ? 'real' : 'virtual',
    bridge: ownProcess ? 'process' : 'in-process',
    unhurried: ownProcess && !realTime,
    http: tags.has('@documented-host') ? 'documented-host' : 'twin',
    // What pages show does not depend on it, and reading the system's authorities takes a bridge tens of milliseconds.
    tls: !tags.has('@browser'),
    config,
    ...(start === undefined ? {} : { start }),
    ...(brokerUrl === undefined ? {} : { brokerUrl }),
    ...(await breakage(control)),
    ...(await anotherBridge(target, ledger)),
  });
}

/** @throws NotOnThisTarget when the run was interrupted, and is to make nothing more on a bridge that the kit does not host */
export function expectGoing({ ledger }: RunParameters): void {
  if (ledger !== undefined) openLedger(ledger).expectGoing();
}

async function breakage(name: string | undefined): Promise<Pick<WorldOptions, 'defect' | 'wire'>> {
  if (name === undefined) return {};
  const { control, defect } = await loadControl(name);
  return { defect, ...('wire' in control ? { wire: control.wire } : {}) };
}

async function anotherBridge(
  target: string | undefined,
  ledger: string | undefined,
): Promise<Pick<WorldOptions, 'target' | 'ledger'>> {
  if (target === undefined || ledger === undefined) return {};
  return { target: await loadDescription(target, process.env), ledger: openLedger(ledger) };
}
