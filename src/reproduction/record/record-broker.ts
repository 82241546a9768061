import { BrokerError, connectMqtt } from '../../../mocks/broker/index.ts';
import type { Clock } from '../../clock/index.ts';
import {
  createJournal,
  documentTitle,
  type Envelope,
  type EnvelopeDraft,
  readThingParkDocument,
} from '../../recording/index.ts';
import { ReproductionError } from '../errors.ts';

export interface BrokerRecording {
  readonly clock: Clock;
  /** `mqtt://host:port`, with user and password before the host where they are needed. */
  readonly url: string;
  readonly topics: readonly string[];
  /** Whom the broker takes this for; no other client may have the name. */
  readonly clientId: string;
  readonly onEnvelope: (envelope: Envelope) => void;
}

/**
 * Listens to what passes a broker, until what comes back is called.
 * @throws ReproductionError no-broker: it is not there, or does not let this client listen
 */
export async function recordBroker(recording: BrokerRecording): Promise<() => Promise<void>> {
  const { clock, url, topics, clientId, onEnvelope } = recording;
  // It takes the secrets out, and the time from the clock. What is told on is not kept.
  const journal = createJournal({ clock, run: 'broker', limit: 1 });
  journal.subscribe(onEnvelope);
  try {
    const client = await connectMqtt({ clock, url, clientId });
    try {
      for (const topic of topics)
        await client.subscribe(topic, 1, (name, payload) => journal.record(messageOf(name, payload)));
    } catch (error) {
      await client.close();
      throw error;
    }
    return () => client.close();
  } catch (error) {
    throw error instanceof BrokerError ? new ReproductionError('no-broker', error.code) : error;
  }
}

/** What a message on a broker is; any bytes may come. Who sent it follows from what it is: a broker does not say. */
export function messageOf(topic: string, payload: Uint8Array): EnvelopeDraft {
  const text = Buffer.from(payload).toString();
  const body = parsed(text);
  const document = readThingParkDocument(body);
  const inTopic = /(?:^|\/)([0-9a-fA-F]{16})(?:\/|$)/.exec(topic)?.[1]?.toUpperCase();
  const devEui = document?.devEui ?? inTopic;
  const isDownlink = document === undefined ? /\/downlink$/.test(topic) : document.root === 'DevEUI_downlink';
  return {
    from: isDownlink ? 'bridge' : 'network-server',
    to: 'broker',
    kind: 'mqtt',
    title: document === undefined ? topic : documentTitle(document),
    correlation: {
      ...(devEui === undefined ? {} : { devEui }),
      ...(document?.fCntUp === undefined ? {} : { fCntUp: document.fCntUp }),
    },
    body: body ?? text,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A message that is no JSON is kept as the text that it is.
    return undefined;
  }
}
