import type { Correlation } from '../../src/recording/index.ts';

/** What an MQTT message is called and tied to in the recorded stream. */
export interface MessageStory {
  readonly title: string;
  readonly correlation: Correlation;
  readonly body: unknown;
}

// The roots of ThingPark's documents ("LoRaWAN uplink and downlink documents", Actility tpx-iot-flow-doc).
const NOUNS: Readonly<Record<string, string>> = {
  DevEUI_uplink: 'uplink',
  DevEUI_downlink: 'downlink',
  DevEUI_downlink_Sent: 'downlink sent',
  DevEUI_downlink_Rejected: 'downlink rejected',
  DevEUI_location: 'location',
  DevEUI_notification: 'notification',
};

/** Tells what a message is, as far as its topic and body say so; any bytes may come. */
export function tellMessage(topic: string, payload: Buffer | string, qos: number): MessageStory {
  const text = payload.toString();
  const body = parseJson(text);
  const topicDevEui = /(?:^|\/)things\/([0-9a-fA-F]{16})(?:\/|$)/.exec(topic)?.[1];
  const [root, document] = rootOf(body);
  const devEui = topicDevEui ?? textOf(document?.DevEUI);
  // A report about a downlink names the uplink before it, and is not about that one.
  const fCntUp = root === 'DevEUI_uplink' ? wholeNumber(document?.FCntUp) : undefined;
  return {
    title: `${titleOf(topic, root, document, devEui, fCntUp)} (QoS ${qos})`,
    correlation: {
      ...(devEui !== undefined && { devEui: devEui.toUpperCase() }),
      ...(fCntUp !== undefined && { fCntUp }),
    },
    body: body ?? text,
  };
}

function titleOf(
  topic: string,
  root: string | undefined,
  document: Record<string, unknown> | undefined,
  devEui: string | undefined,
  fCntUp: number | undefined,
): string {
  const noun = root === undefined ? undefined : NOUNS[root];
  if (noun === undefined) return topic;
  const of = devEui === undefined ? '' : ` of ${devEui.toUpperCase()}`;
  if (document?.rawJoinRequest !== undefined) return `join request${of}`;
  if (root === 'DevEUI_downlink_Sent' && wholeNumber(document?.DeliveryStatus) === 0) {
    return `downlink not sent${of}`;
  }
  return `${noun}${fCntUp === undefined ? '' : ` ${fCntUp}`}${of}`;
}

function rootOf(body: unknown): readonly [string | undefined, Record<string, unknown> | undefined] {
  if (!isRecord(body)) return [undefined, undefined];
  for (const [root, document] of Object.entries(body)) {
    if (root in NOUNS && isRecord(document)) return [root, document];
  }
  return [undefined, undefined];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is no JSON is told as the text that it is: MQTT carries any bytes.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
