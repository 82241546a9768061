import { createRealClock } from '../clock/index.ts';
import {
  createManagementPort,
  deviceEntry,
  type LoadedDescription,
  objectEntry,
  partEntries,
} from '../conformance/targets/index.ts';
import { commonParts } from './common-parts.ts';
import { Endings } from './endings.ts';
import { openPlatform } from './external-platform.ts';
import { createExternalTarget } from './external-target.ts';
import { connectNetwork, NO_MQTT, postToTarget } from './external-uplinks.ts';
import { playOnSockets } from './hosts.ts';
import { NETWORK_CLIENT_ID } from './party.ts';
import { createSurroundings, hex } from './surroundings.ts';
import { reachTenant } from './tenant/index.ts';
import { Unforeseen } from './unforeseen.ts';
import { createUnhurriedTime } from './unhurried-time.ts';
import type { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

/**
 * Makes a world around a bridge that is there already: a fresh platform and fresh devices, in real time. What such a bridge
 * can't be shown ends a step with {@link NotOnThisTarget}.
 */
export function createExternalWorld(target: LoadedDescription, options: WorldOptions): Promise<World> {
  return Endings.guard((endings) => make(target, options, endings));
}

async function make(target: LoadedDescription, options: WorldOptions, endings: Endings): Promise<World> {
  const { description } = target;
  const { platform, timeouts, uplink } = description;
  const { ledger } = options;
  if (ledger === undefined) throw new Error('A run against another bridge needs a ledger of what it makes.');
  const unforeseen = new Unforeseen();
  const clock = createRealClock({ onError: (error, timer) => unforeseen.note(error, `timer ${timer}`) });
  // Devices are the run's own: a bridge that lasts would know those of the run before.
  const seed = `${options.run} ${options.seed}`;
  const access = platform.kind === 'tenant' ? await reachTenant(target, platform) : undefined;
  const around = await createSurroundings(clock, {
    ...options,
    seed,
    ...(access === undefined ? {} : { accounts: access.accounts }),
  });
  endings.add(() => around.close());
  const { accounts, journal, broker } = around;
  // What is made for a device at a tenant is found by its DevEUI, after an interruption too.
  const noted = new Set<string>();
  const note = (entry: string) => {
    if (noted.has(entry)) return;
    noted.add(entry);
    ledger.made(entry).catch((error: unknown) => unforeseen.note(error, 'the ledger'));
  };
  const { cumulocity, trouble, hostName, tidy } = await openPlatform({
    ...{ target, access, around, endings },
    ...{ run: options.run, wire: options.wire },
    onMade: (id) => note(objectEntry(id)),
  });
  const documentedHost = accounts.bridge.hostName;
  const hosts = new Set([documentedHost.toLowerCase()]);
  const port = await createManagementPort(target);
  const bridge = createExternalTarget({
    description,
    port,
    clock,
    recorder: journal,
    ledger,
    names: {
      run: options.run,
      documentedHost,
      platformHost: hostName,
      isPlatform: (hostName) => hosts.has(hostName.toLowerCase()),
    },
  });
  const left: string[] = [];
  // What stays at a tenant says nothing of the bridge. It is tried again when the run ends, and told then.
  endings.add(async () => void (await tidy(partEntries([...noted]))));
  endings.add(async () => void left.push(...(await bridge.tidy())));
  const network = await around.openNetwork(
    uplink.mqtt === undefined
      ? { mqtt: NO_MQTT }
      : {
          mqtt: await connectNetwork(
            clock,
            `${NETWORK_CLIENT_ID}-${hex(around.random.fork('MQTT client'))}`,
            { file: target.file, mqtt: uplink.mqtt, wire: options.wire },
          ),
        },
  );

  if (access !== undefined) {
    network.watch(() => {
      for (const { devEui } of network.devices()) note(deviceEntry(devEui));
    });
  }

  return {
    ...commonParts(around, seed),
    cumulocity,
    clock,
    network,
    bridge,
    postUplinks: postToTarget(network, port.http, description, options.wire),
    declareHost: (hostName, behaviour) => {
      if (behaviour === 'cumulocity') hosts.add(hostName.toLowerCase());
      playOnSockets(cumulocity, hostName, behaviour);
    },
    ...createUnhurriedTime({
      clock,
      usualMs: () =>
        trouble.happened() ? Math.max(timeouts.settle, timeouts.recovery ?? 0) : timeouts.settle,
      passesMs: timeouts.settle,
      quietMs: timeouts.quiet,
      expectGoing: () => ledger.expectGoing(),
    }),
    unexpected: () => unforeseen.all(),
    stop: async () => {
      await endings.run();
      return [...left, ...clock.pending().map((name) => `timer ${name}`), ...broker.clients()];
    },
  };
}
