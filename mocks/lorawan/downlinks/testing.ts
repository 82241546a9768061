import type { TestContext } from 'node:test';
import { createRandom } from '../../../src/random/index.ts';
import { createNetwork, type NetworkParts } from '../index.ts';
import { openBroker } from '../testing.ts';
import { rejectedReportSchema, sentReportSchema } from './reports.ts';

export const DEV_EUI = '0102030405060708';
const START = Date.UTC(2026, 0, 31, 12);

/** A network over a broker, and a bridge that sends downlinks and collects the reports about them. */
export async function world(t: TestContext, parts: Partial<NetworkParts> = {}) {
  const { clock, envelopes, recorder, broker, connect } = await openBroker(t, START);
  const bridge = await connect('bridge');
  const reports: unknown[] = [];
  const topics: string[] = [];
  await bridge.subscribe('mqtt/things/+/uplink', 1, (topic, payload) => {
    const document: unknown = JSON.parse(Buffer.from(payload).toString());
    if (JSON.stringify(document).startsWith('{"DevEUI_uplink"')) return;
    topics.push(topic);
    reports.push(document);
  });
  const mqtt = await connect('network-server');
  const network = createNetwork({
    clock,
    random: createRandom('downlinks'),
    recorder,
    mqtt,
    ...parts,
  });
  await network.ready();
  const publish = async (body: string, devEui = DEV_EUI) => {
    await bridge.publish(`mqtt/things/${devEui}/downlink`, body, { qos: 1 });
    await clock.settle();
  };
  const command = (fields: object = {}) =>
    publish(
      JSON.stringify({ DevEUI_downlink: { DevEUI: DEV_EUI, FPort: 2, payload_hex: '0aff', ...fields } }),
    );
  const sent = () => reports.map((report) => sentReportSchema.parse(report).DevEUI_downlink_Sent);
  const causes = () =>
    reports.map(
      (report) => rejectedReportSchema.parse(report).DevEUI_downlink_Rejected.DownlinkRejectionCause,
    );
  const told = (kind: string) =>
    envelopes.flatMap((envelope) =>
      envelope.kind === kind ? [`${envelope.title}: ${envelope.outcome}`] : [],
    );
  return { clock, broker, network, reports, topics, publish, command, sent, causes, told, envelopes };
}

export const elsys = { codec: 'elsys-ers', devEui: DEV_EUI } as const;
export const hexOf = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString('hex');
