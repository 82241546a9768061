import type { Clock, EpochMs } from '../../clock/index.ts';
import type { Recorder } from '../../recording/index.ts';
import type { BridgeConfig } from '../bridge-config.ts';
import type { Connection } from '../connections/connection.ts';
import type { DriverHost } from '../drivers/driver-host.ts';
import type { EventLog } from '../events/event.ts';
import type { Logger } from '../logger.ts';
import type { BrokerSession } from '../mqtt/index.ts';
import { RecentMap } from '../recent-map.ts';
import type { CommandPorts } from './command-ports.ts';
import type { CommandRecord } from './command-record.ts';
import type { CommandEvent } from './command-state.ts';
import { Hub } from './hub.ts';
import { Identities } from './identities.ts';
import type { Ledger } from './ledger.ts';
import type { OwnershipDeps } from './ownership.ts';
import type { ReportCounts } from './report-counts.ts';

/** What all commands stand on. */
export interface CommandWorksDeps extends OwnershipDeps {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly logger: Logger;
  readonly events: EventLog;
  readonly drivers: DriverHost;
  readonly broker: Pick<BrokerSession, 'connected' | 'publish'>;
  readonly ports: CommandPorts;
  readonly settings: BridgeConfig['commands'];
  /** Told of each report what came of it. */
  readonly onReport: (kind: keyof ReportCounts) => void;
  /** Told of each command how it ended. */
  readonly onOutcome: (connectionId: string, devEui: string, outcome: 'delivered' | 'failed') => void;
}

interface FailedCommand {
  readonly operationId: string;
  readonly devEui: string | undefined;
  readonly reason: string;
}

/** Devices whose last downlink is remembered; spacing matters for seconds only. */
const REMEMBERED = 10_000;

/** What the commands of all links share: the ledger, and how changes are told. */
export class CommandWorks {
  readonly deps: CommandWorksDeps;
  readonly ledger: Ledger;
  readonly hub: Hub;
  readonly #identities = new RecentMap<string, Identities>(100);
  readonly #published = new RecentMap<string, EpochMs>(REMEMBERED);
  readonly #unavailable = new RecentMap<string, string>(REMEMBERED);

  constructor(deps: CommandWorksDeps, ledger: Ledger) {
    this.deps = deps;
    this.ledger = ledger;
    this.hub = new Hub(deps.clock);
  }

  /** External ids may be bound anew: what is remembered of them is found out again now and then. */
  forgetIdentities(account: string): void {
    this.#identities.delete(account);
  }

  /** Shared by all links with that account. */
  identities(account: string): Identities {
    const known = this.#identities.get(account) ?? new Identities();
    this.#identities.set(account, known);
    return known;
  }

  /** When a device was last sent a downlink. */
  lastPublished(devEui: string): EpochMs {
    return this.#published.get(devEui) ?? Number.NEGATIVE_INFINITY;
  }

  notePublished(devEui: string, at: EpochMs): void {
    this.#published.set(devEui, at);
  }

  /** Carries an event out and tells what became of it; false where it changed nothing. */
  async advance(key: string, event: CommandEvent): Promise<boolean> {
    const after = await this.ledger.apply(key, event);
    if (after?.state.phase !== 'ended') return after !== undefined;
    const { connectionId, operationId, downlink, state } = after;
    this.tellState(after, state.status);
    if (state.status === 'SUCCESSFUL') this.deps.onOutcome(connectionId, downlink.devEui, 'delivered');
    else this.tellFailed(connectionId, { operationId, devEui: downlink.devEui, reason: state.reason });
    return true;
  }

  tellState({ connectionId, operationId, downlink }: CommandRecord, status: string): void {
    const { recorder, logger } = this.deps;
    const { devEui, correlationId } = downlink;
    logger.info({ connectionId, operationId, devEui, correlationId, status }, 'command');
    recorder.record({
      from: 'bridge',
      to: 'bridge',
      kind: 'state',
      title: `command ${status}`,
      ...(status === 'EXECUTING' ? {} : { outcome: status === 'SUCCESSFUL' ? 'ok' : 'failed' }),
      correlation: { connectionId, operationId, devEui },
    });
  }

  tellFailed(connectionId: string, { operationId, devEui, reason }: FailedCommand): void {
    const { events, onOutcome } = this.deps;
    const device = devEui === undefined ? '' : ` for device ${devEui}`;
    events.add({
      type: 'command-failed',
      severity: 'warning',
      message: `Command failed: operation ${operationId}${device} of connection ${this.#nameOf(connectionId)}: ${reason}`,
      connectionId,
      ...(devEui === undefined ? {} : { devEui }),
    });
    if (devEui !== undefined) onOutcome(connectionId, devEui, 'failed');
  }

  /** Told once: it is met again at each look. */
  noteUnavailable({ id, name }: Pick<Connection, 'id' | 'name'>, reason: string): void {
    if (this.#unavailable.get(id) === reason) return;
    this.#unavailable.set(id, reason);
    this.deps.events.add({
      type: 'commands-unavailable',
      severity: 'error',
      message: `Commands unavailable: connection ${name} with id ${id} can't read operations: ${reason}`,
      connectionId: id,
    });
  }

  noteAvailable({ id }: Pick<Connection, 'id'>): void {
    this.#unavailable.delete(id);
  }

  #nameOf(connectionId: string): string {
    return this.deps.findConnection(connectionId)?.name ?? connectionId;
  }
}
