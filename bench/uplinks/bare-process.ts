import http from 'node:http';
import { connectAsync } from 'mqtt';
import { z } from 'zod';
import { serve } from './child.ts';
import { sourceOf } from './messages.ts';

/*
 * The limit: mqtt.js, parse, decode, map, bulk requests of a hundred, and nothing else. Nothing is checked, kept or
 * tried again, and a message is acknowledged before it is stored.
 */

const startSchema = z.object({ broker: z.string(), filter: z.string(), sinkPort: z.number() });
const postSchema = z.object({ count: z.number() });

const BULK = 100;
const SOCKETS = 8;
/** A batch that is not full goes after this time. */
const LINGER_MS = 5;

let port = 0;
let batch: unknown[] = [];
const agent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS });

serve({
  async start(values) {
    const { broker, filter, sinkPort } = startSchema.parse(values);
    port = sinkPort;
    const client = await connectAsync(broker, { clientId: 'bare', clean: false });
    client.on('message', (_topic, payload) => take(payload));
    await client.subscribeAsync(filter, { qos: 1 });
    setInterval(() => void flush(), LINGER_MS);
  },
  /** Milliseconds of single requests with one measurement, one after the other. */
  async single(values) {
    const { count } = postSchema.parse(values);
    const body = JSON.stringify({ measurements: [mapped(SAMPLE)] });
    const times: number[] = [];
    for (let done = 0; done < count; done += 1) {
      const begun = performance.now();
      await post(body);
      times.push(performance.now() - begun);
    }
    return times;
  },
});

const SAMPLE: Document = {
  DevEUI: '70B3D5E700000000',
  DevAddr: '04000000',
  FCntUp: 1,
  Time: '2026-01-31T12:00:00.000Z',
  mic_hex: '00000001',
  payload_hex: '0100d702260400b40507070e10',
  LrrRSSI: -87,
  LrrSNR: 9.25,
  SpFact: 7,
};

interface Document {
  readonly DevEUI: string;
  readonly DevAddr: string;
  readonly FCntUp: number;
  readonly Time: string;
  readonly mic_hex: string;
  readonly payload_hex: string;
  readonly LrrRSSI: number;
  readonly LrrSNR: number;
  readonly SpFact: number;
}

function take(payload: Buffer): void {
  batch.push(mapped(JSON.parse(payload.toString()).DevEUI_uplink));
  if (batch.length === BULK) void flush();
}

async function flush(): Promise<void> {
  if (batch.length === 0) return;
  const body = JSON.stringify({ measurements: batch });
  batch = [];
  await post(body);
}

function mapped(document: Document) {
  const bytes = Buffer.from(document.payload_hex, 'hex');
  return {
    source: { id: sourceOf(document.DevEUI) },
    type: 'iotFlow_Uplink',
    time: document.Time,
    c8y_SignalStrength: {
      rssi: { value: document.LrrRSSI, unit: 'dBm' },
      snr: { value: document.LrrSNR, unit: 'dB' },
      sf: { value: document.SpFact },
    },
    c8y_TemperatureMeasurement: { T: { value: bytes.readInt16BE(1) / 10, unit: 'C' } },
    c8y_HumidityMeasurement: { h: { value: bytes.readUInt8(4), unit: '%RH' } },
    c8y_LightMeasurement: { e: { value: bytes.readUInt16BE(6), unit: 'lux' } },
    c8y_SpeedMeasurement: { motionDetected: { value: bytes.readUInt8(9) } },
    c8y_VoltageMeasurement: { voltage: { value: bytes.readUInt16BE(11) / 1000, unit: 'V' } },
    iotFlow_Frame: {
      fCntUp: { value: document.FCntUp },
      devAddr: { value: Number.parseInt(document.DevAddr, 16) },
      mic: { value: Number.parseInt(document.mic_hex, 16) },
      part: { value: 0 },
    },
  };
}

function post(body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      agent,
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/measurement/measurements',
      headers: {
        authorization: 'Basic dDEvYmVuY2g6c2VjcmV0',
        accept: 'application/vnd.com.nsn.cumulocity.measurementCollection+json',
        'content-type': 'application/vnd.com.nsn.cumulocity.measurementCollection+json',
        'content-length': Buffer.byteLength(body),
      },
    });
    request.on('response', (response) => response.on('end', resolve).resume());
    request.on('error', reject);
    request.end(body);
  });
}
