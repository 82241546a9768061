import { z } from 'zod';
import type { World as Simulation } from '../../src/simulation/index.ts';
import type { ScenarioWorld } from './world.ts';

/**
 * Ends a scenario's world and tells what nobody asserted: leaks, unexpected errors, secrets, undeclared hosts, faults that
 * struck nothing.
 */
export async function troubles(world: ScenarioWorld, simulation: Simulation): Promise<readonly string[]> {
  const unused = simulation.cumulocity.faults.list().filter(({ hits }) => hits === 0);
  const leaks = await simulation.stop();
  const unexpected = simulation.unexpected();
  const log = simulation.bridge.kind === 'external' ? '' : simulation.bridge.log();
  return [
    ...leaks.map((leak) => `it left behind: ${leak}`),
    // A scenario whose fault never came about shows nothing of how the bridge copes with it.
    ...unused.map(({ effect, match }) => `no request met the fault ${effect.kind} ${JSON.stringify(match)}`),
    ...unexpected,
    ...(await world.backgroundFailures()),
    ...unexpectedErrors(log),
    ...leakedSecrets(world, simulation, { log, recording: simulation.journal.toNdjson() }),
  ];
}

const logLineSchema = z.object({ level: z.union([z.string(), z.number()]), event: z.string().optional() });

/** Lines of level error that tell of no event: what the bridge itself did not foresee. */
function unexpectedErrors(log: string): readonly string[] {
  return log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const parsed = logLineSchema.safeParse(jsonOf(line));
      if (!parsed.success) return [`the bridge's log has a line that is no log line: ${line.slice(0, 300)}`];
      const { level, event } = parsed.data;
      const grave = level === 'error' || level === 'fatal' || (typeof level === 'number' && level >= 50);
      return grave && event === undefined ? [`the bridge logged: ${line.slice(0, 600)}`] : [];
    });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function leakedSecrets(
  world: ScenarioWorld,
  { account, admin, bridge }: Simulation,
  places: Readonly<Record<string, string>>,
): readonly string[] {
  const secrets = [
    account.password,
    admin.password,
    bridge.credentials.clientSecret,
    ...world.connections.secrets(),
  ];
  const basic = Buffer.from(`${account.tenantId}/${account.username}:${account.password}`).toString('base64');
  // None, or one so short, of a bridge that others set up would be found in any text.
  const known = [...secrets, basic].filter((secret) => secret.length > 3);
  return known.flatMap((secret) =>
    Object.entries(places).flatMap(([place, text]) =>
      text.includes(secret) ? [`a secret stands in the ${place}`] : [],
    ),
  );
}
