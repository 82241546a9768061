import type { Clock } from '../clock/index.ts';
import type { Random } from '../random/index.ts';
import { createRedactor, type Recorder, type Redactor } from '../recording/index.ts';
import { createApi } from './api/index.ts';
import type { BridgeConfig } from './bridge-config.ts';
import { createCommandPorts } from './commands/command-ports.ts';
import { createCommands } from './commands/commands.ts';
import { transition } from './connections/link-state.ts';
import { createReconnectPolicy } from './connections/reconnect-policy.ts';
import { createSupervisor } from './connections/running-supervisor.ts';
import { createDeviceRegistry } from './cumulocity/device-registry.ts';
import { createMapper } from './cumulocity/mapper.ts';
import { createNodeHttpTransport } from './cumulocity/node-http-transport.ts';
import { createBuiltInDrivers } from './drivers/index.ts';
import { createRouter } from './flows/router.ts';
import { createMqttConnector } from './mqtt/index.ts';
import type { BridgeParts } from './parts.ts';
import { createPinoLogger } from './pino-logger.ts';
import { createMemoryStorage } from './storage/memory-storage.ts';
import { createSecretCipher } from './storage/secret-cipher.ts';
import { createIntake } from './uplinks/index.ts';

/** What the parts are made of. */
export interface Surroundings {
  readonly config: BridgeConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly secureRandom: (length: number) => Uint8Array;
  /** Takes log lines. */
  readonly writeLog: (line: string) => void;
  /** Keeps secrets out of the log; one of its own unless given. */
  readonly redactor?: Redactor;
  readonly recorder?: Recorder;
  /** Authorities to trust, in PEM: for Cumulocity, and for the broker. */
  readonly ca?: { readonly cumulocity?: string | undefined; readonly broker?: string | undefined };
}

/**
 * The parts of a bridge; those that are given take the place of the defaults. The store is in memory unless one is
 * given: `openStore` opens the one that the settings name.
 */
export function defaultParts(surroundings: Surroundings, given: Partial<BridgeParts> = {}): BridgeParts {
  const { config, clock, random, secureRandom, ca = {} } = surroundings;
  const redactor = surroundings.redactor ?? createRedactor();
  const asKey = config.intake.http?.asKey;
  for (const secret of [config.api.clientSecret, config.broker.password, config.storage.key, asKey]) {
    if (secret !== undefined) redactor.addSecret(secret);
  }
  const logger =
    given.logger ??
    createPinoLogger({ clock, level: config.log.level, redactor, write: surroundings.writeLog });
  const { username, password, url, clientId, window } = config.broker;
  return {
    config,
    clock,
    random,
    secureRandom,
    recorder: surroundings.recorder ?? { record: () => undefined },
    logger,
    storage: given.storage ?? createMemoryStorage(),
    cipher: given.cipher ?? createSecretCipher(keyOf(surroundings), secureRandom),
    http:
      given.http ??
      createNodeHttpTransport({
        clock,
        hosts: config.cumulocity.hosts,
        allowedHosts: config.cumulocity.allowedHosts,
        ...(ca.cumulocity === undefined ? {} : { ca: ca.cumulocity }),
      }),
    mqtt:
      given.mqtt ??
      createMqttConnector({
        clock,
        broker: ca.broker === undefined ? { url } : { url, ca: ca.broker },
        clientId,
        window,
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
      }),
    drivers: createBuiltInDrivers(),
    router: createRouter(),
    mapper: createMapper(),
    createRegistry: createDeviceRegistry,
    reconnect: createReconnectPolicy({ random: random.fork('reconnect'), jitterMs: config.reconnect.jitter }),
    linkTransition: transition,
    commandPorts: createCommandPorts(secureRandom),
    createCommands,
    createIntake,
    createSupervisor,
    createApi,
    onSecret: (secret) => redactor.addSecret(secret),
    onUnexpected: (error, where) => logger.error({ error, where }, 'Something unforeseen happened'),
    ...given,
  };
}

function keyOf({ config, secureRandom }: Surroundings): Uint8Array {
  return config.storage.key === undefined ? secureRandom(32) : Buffer.from(config.storage.key, 'base64');
}
