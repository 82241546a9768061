import type { Duplex } from 'node:stream';
import { type Broker, connectMqtt, createBroker } from '../../mocks/broker/index.ts';
import { createTwin, type Twin, type TwinLimits } from '../../mocks/cumulocity/index.ts';
import { createNetwork, type Network, type NetworkMqtt } from '../../mocks/lorawan/index.ts';
import type { Clock } from '../clock/index.ts';
import { createRandom, type Random } from '../random/index.ts';
import { createJournal, createRedactor, type Journal, type Redactor } from '../recording/index.ts';
import { createAccounts, type PlatformAccounts, tenantOf } from './account.ts';
import { Endings } from './endings.ts';
import { NETWORK_CLIENT_ID, partyOf } from './party.ts';

export interface SurroundingsOptions {
  readonly seed: string;
  readonly run: string;
  readonly scenario?: string;
  /** Users of a platform that is not the twin; the documented ones unless told otherwise. */
  readonly accounts?: PlatformAccounts;
  /** How much of what happened is kept; the parts' own limits unless told otherwise. */
  readonly keep?: Keep;
}

/** Bounds of the memory of a world that lasts. */
export interface Keep {
  /** Uplinks that the network remembers. */
  readonly uplinks: number;
  /** Envelopes in the recording. */
  readonly envelopes: number;
  /** What the twin holds. */
  readonly twin: Partial<TwinLimits>;
}

/** A client that ends with the network, where there is something to end. */
type OpenMqtt = NetworkMqtt & { close?(): Promise<void> };

/** Everything around a bridge: the recording, Cumulocity, a broker and the devices' network. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly accounts: PlatformAccounts;
  readonly redactor: Redactor;
  readonly journal: Journal;
  readonly twin: Twin;
  readonly broker: Broker;
  /** Connects the network to the given broker, or gives it a client that there is; called once. */
  openNetwork(
    at:
      | { readonly url: string; readonly shared: boolean }
      | { readonly openStream: () => Duplex }
      | { readonly mqtt: OpenMqtt },
  ): Promise<Network>;
  close(): Promise<void>;
}

/** Makes what surrounds a bridge, all of it following from the seed. Nothing listens on a socket yet. */
export async function createSurroundings(clock: Clock, options: SurroundingsOptions): Promise<Surroundings> {
  const { seed, run, scenario, keep } = options;
  const random = createRandom(seed);
  const accounts = options.accounts ?? createAccounts(random);
  const redactor = createRedactor({ secrets: [accounts.bridge.password, accounts.admin.password] });
  const journal = createJournal({
    clock,
    run,
    redactor,
    ...(scenario === undefined ? {} : { scenario }),
    ...(keep === undefined ? {} : { limit: keep.envelopes }),
  });
  const limits = keep === undefined ? {} : { limits: keep.twin };
  const twin = createTwin({ clock, recorder: journal, random, ...limits });
  twin.addTenant(tenantOf(accounts));
  const broker = await createBroker({ clock, recorder: journal, parties: partyOf });
  const endings = new Endings();
  endings.add(() => twin.close());
  endings.add(() => broker.close());
  return {
    clock,
    random,
    accounts,
    redactor,
    journal,
    twin,
    broker,
    openNetwork: async (at) => {
      // A broker outside may be shared with other worlds: the client's name must be this world's own.
      const clientId =
        'url' in at ? `${NETWORK_CLIENT_ID}-${hex(random.fork('MQTT client'))}` : NETWORK_CLIENT_ID;
      const mqtt: OpenMqtt = 'mqtt' in at ? at.mqtt : await connectMqtt({ clock, clientId, ...at });
      endings.add(() => mqtt.close?.());
      const network = createNetwork({
        clock,
        random: random.fork('network'),
        recorder: journal,
        mqtt,
        // On a broker outside other networks may have devices of their own.
        refusesUnknownDevices: 'openStream' in at || ('url' in at && !at.shared),
        ...(keep === undefined ? {} : { remembered: keep.uplinks }),
      });
      endings.add(() => network.close());
      return network;
    },
    close: () => endings.run(),
  };
}

/** Twelve hexadecimal digits. */
export function hex(random: Random): string {
  return Buffer.from(random.bytes(6)).toString('hex');
}
