import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock/index.ts';
import type { Random } from '../random/index.ts';
import type { Recorder } from '../recording/index.ts';
import type { ApiDeps } from './api/index.ts';
import type { BridgeConfig } from './bridge-config.ts';
import type { CommandPorts } from './commands/command-ports.ts';
import type { Commands, CommandsDeps } from './commands/commands.ts';
import type { LinkTransition } from './connections/link-state.ts';
import type { ReconnectPolicy } from './connections/reconnect-policy.ts';
import type { RunningSupervisor, SupervisorDeps } from './connections/running-supervisor.ts';
import type { DeviceRegistryFactory } from './cumulocity/device-registry.ts';
import type { HttpTransport } from './cumulocity/http-transport.ts';
import type { Mapper } from './cumulocity/mapper.ts';
import type { DriverHost } from './drivers/driver-host.ts';
import type { Router } from './flows/router.ts';
import type { Logger } from './logger.ts';
import type { Metric } from './metrics/index.ts';
import type { MqttConnector } from './mqtt/mqtt-connector.ts';
import type { SecretCipher } from './storage/secret-cipher.ts';
import type { Storage } from './storage/storage.ts';
import type { Intake, IntakeDeps } from './uplinks/intake.ts';

/**
 * All that the bridge stands on. Each part has a default (see `defaultParts`); tests and broken bridges replace or
 * decorate one, simulations replace those that touch the outside.
 */
export interface BridgeParts {
  readonly config: BridgeConfig;
  readonly clock: Clock;
  /** For delays that need to be spread and ids that need not be secret. */
  readonly random: Random;
  /** For tokens and keys. */
  readonly secureRandom: (length: number) => Uint8Array;
  readonly recorder: Recorder;
  readonly logger: Logger;
  readonly storage: Storage;
  readonly cipher: SecretCipher;
  readonly http: HttpTransport;
  readonly mqtt: MqttConnector;
  readonly drivers: DriverHost;
  readonly router: Router;
  readonly mapper: Mapper;
  readonly createRegistry: DeviceRegistryFactory;
  readonly reconnect: ReconnectPolicy;
  /** The state machine of a connection. */
  readonly linkTransition: LinkTransition;
  /** The management API as a server that does not listen yet. */
  readonly createApi: (deps: ApiDeps) => FastifyInstance;
  /** The judgements of the way back: what an operation asks for, what a report means. */
  readonly commandPorts: CommandPorts;
  readonly createCommands: (deps: CommandsDeps) => Commands;
  readonly createIntake: (deps: IntakeDeps) => Intake;
  readonly createSupervisor: (deps: SupervisorDeps) => RunningSupervisor;
  /** Lets a device send an uplink, where the bridge stands in a simulation. */
  readonly testUplink?: (devEui: string) => Promise<void>;
  /** How the process stands, where the bridge has one of its own; shown among its metrics. */
  readonly processMetrics?: () => readonly Metric[];
  /** Told each secret that the bridge comes to know, so that it is kept out of logs and records. */
  readonly onSecret: (secret: string) => void;
  /** Told of what nobody had foreseen (answered with 500, or met where nobody waits): a test fails by it. */
  readonly onUnexpected: (error: unknown, where: string) => void;
}
