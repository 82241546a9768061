import { connectMqtt } from '../../mocks/broker/index.ts';
import type { Network, NetworkMqtt } from '../../mocks/lorawan/index.ts';
import type { Clock } from '../clock/index.ts';
import type { WireSpec } from '../conformance/controls/index.ts';
import {
  type ManagementPort,
  NotOnThisTarget,
  type TargetDescription,
  TargetError,
} from '../conformance/targets/index.ts';
import type { Posting } from './post-uplinks.ts';

type Uplink = TargetDescription['uplink'];

interface BrokerOutside {
  /** The description's file. */
  readonly file: string;
  readonly mqtt: NonNullable<Uplink['mqtt']>;
  readonly wire?: WireSpec | undefined;
}

/**
 * The network's client at a broker outside, with the topics of a described target; `wire` corrupts what it publishes.
 * @throws TargetError when the broker, named in `file`, is not there or does not want it
 */
export async function connectNetwork(
  clock: Clock,
  clientId: string,
  { file, mqtt, wire }: BrokerOutside,
): Promise<NetworkMqtt & { close(): Promise<void> }> {
  const { url, username, password, topic, downlinkTopic } = mqtt;
  const client = await connectMqtt({
    clock,
    clientId,
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new TargetError('broker', file, [`uplink.mqtt.url ${new URL(url).host}: ${why}`], { cause: error });
  });
  const devEuiIn = patternOf(downlinkTopic);
  return {
    publish: async (known, payload, options) => {
      const arriving = wire?.message?.({ topic: known, payload: Buffer.from(payload) }) ?? [{ payload }];
      for (const one of arriving) await client.publish(translated(known, topic), one.payload, options);
    },
    subscribe: (_filter, qos, handler) =>
      client.subscribe(downlinkTopic.replace('{DevEUI}', '+'), qos, (found, payload) =>
        handler(`mqtt/things/${devEuiIn.exec(found)?.[1] ?? ''}/downlink`, payload),
      ),
    close: () => client.close(),
  };
}

/** ThingPark's own topic, as the simulated network knows it, in the words of a pattern. */
function translated(known: string, pattern: string): string {
  return pattern.replace('{DevEUI}', /^mqtt\/things\/([^/]*)\//.exec(known)?.[1] ?? '');
}

function patternOf(topic: string): RegExp {
  const [before = '', after = ''] = topic
    .split('{DevEUI}')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${before}([^/]+)${after}$`);
}

/** A broker that there is not: the target takes uplinks by HTTP only. */
export const NO_MQTT: NetworkMqtt = {
  publish: async () => {
    throw new NotOnThisTarget('It needs MQTT, and the target takes uplinks by HTTP only.');
  },
};

/**
 * Lets the network post its documents to the target. Where that is its only way in, they are posted from the beginning.
 * `wire` corrupts them, before they are signed.
 * @returns what `World.postUplinks` is in such a world
 */
export function postToTarget(
  network: Network,
  http: ManagementPort['http'],
  { baseUrl, uplink }: Pick<TargetDescription, 'baseUrl' | 'uplink'>,
  wire?: WireSpec,
): (posting?: Posting) => () => void {
  const way = uplink.http;
  if (way === undefined) {
    return () => {
      throw new NotOnThisTarget('It needs uplinks by HTTP, and the target takes them by MQTT only.');
    };
  }
  const deliver = (posting: Posting) =>
    network.deliverByHttp({
      url: way.url.startsWith('/') ? `${baseUrl}${way.url}` : way.url,
      asId: way.asId,
      asKey: way.asKey,
      ...posting,
      ...(wire?.message === undefined ? {} : { becomes: corrupted(wire.message) }),
      post: async (url, body) => {
        const headers = { 'content-type': 'application/json', ...way.headers };
        return (await http({ method: 'POST', url, headers, body })).status;
      },
    });
  let lift = uplink.mqtt === undefined ? deliver({}) : () => {};
  return (posting = {}) => {
    if (posting.alsoMqtt === true && uplink.mqtt === undefined) {
      throw new NotOnThisTarget('It needs MQTT beside HTTP, and the target takes uplinks by HTTP only.');
    }
    lift();
    lift = deliver(posting);
    return lift;
  };
}

/** A corruption of messages, for documents that are posted. */
function corrupted(message: NonNullable<WireSpec['message']>) {
  return (devEui: string, document: unknown): readonly unknown[] =>
    message({ topic: `mqtt/things/${devEui}/uplink`, payload: Buffer.from(JSON.stringify(document)) }).map(
      ({ payload }): unknown => JSON.parse(Buffer.from(payload).toString('utf8')),
    );
}
