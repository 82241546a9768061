import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended, pidOf } from './child.ts';
import type { Contestant, Surroundings } from './contestant.ts';

const PACKAGE = fileURLToPath(new URL('./node-red', import.meta.url));
const PROGRAM = join(PACKAGE, 'node_modules/node-red/red.js');

/** Installs Node-RED for the benchmark alone; says why where that can't be done. */
export function installNodeRed(): string | undefined {
  if (existsSync(PROGRAM)) return undefined;
  console.error(`Node-RED is installed into ${PACKAGE}, for this benchmark only`);
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `npm ci failed: ${stderr.trim().split('\n')[0]}`;
}

/** A flow as Node-RED's users draw it: message in, a function that maps, one POST a message. */
export async function startNodeRed({ brokerUrl, sinkPort, scratch }: Surroundings): Promise<Contestant> {
  const directory = join(scratch, 'node-red');
  await mkdir(directory);
  await writeFile(
    join(directory, 'settings.js'),
    `module.exports = { flowFile: 'flows.json', uiHost: '127.0.0.1', uiPort: 0, httpAdminRoot: false,
      httpNodeRoot: false, credentialSecret: false, logging: { console: { level: 'error' } } };`,
  );
  await writeFile(join(directory, 'flows.json'), JSON.stringify(flow(new URL(brokerUrl).port, sinkPort)));
  const child = spawn(process.execPath, [PROGRAM, '--userDir', directory], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { name: 'node-red', prefix: 'node-red', pid: pidOf(child), end: () => ended(child) };
}

function flow(brokerPort: string, sinkPort: number) {
  return [
    { id: 'tab', type: 'tab', label: 'Uplinks' },
    {
      id: 'broker',
      type: 'mqtt-broker',
      broker: '127.0.0.1',
      port: brokerPort,
      clientid: 'node-red',
      autoConnect: true,
      protocolVersion: '4',
      keepalive: '60',
      cleansession: false,
    },
    {
      id: 'uplinks',
      type: 'mqtt in',
      z: 'tab',
      topic: 'node-red/+/uplink',
      qos: '1',
      datatype: 'json',
      broker: 'broker',
      wires: [['map']],
    },
    { id: 'map', type: 'function', z: 'tab', func: MAP, outputs: 1, wires: [['post']] },
    {
      id: 'post',
      type: 'http request',
      z: 'tab',
      method: 'POST',
      ret: 'txt',
      url: `http://127.0.0.1:${sinkPort}/measurement/measurements`,
      persist: true,
      wires: [[]],
    },
  ];
}

const MAP = `
const uplink = msg.payload.DevEUI_uplink;
const bytes = Buffer.from(uplink.payload_hex, 'hex');
msg.headers = {
  authorization: 'Basic dDEvYmVuY2g6c2VjcmV0',
  accept: 'application/vnd.com.nsn.cumulocity.measurement+json',
  'content-type': 'application/vnd.com.nsn.cumulocity.measurement+json',
};
msg.payload = {
  source: { id: String(1 + parseInt(uplink.DevEUI.slice(8), 16)) },
  type: 'iotFlow_Uplink',
  time: uplink.Time,
  c8y_SignalStrength: {
    rssi: { value: uplink.LrrRSSI, unit: 'dBm' },
    snr: { value: uplink.LrrSNR, unit: 'dB' },
    sf: { value: uplink.SpFact },
  },
  c8y_TemperatureMeasurement: { T: { value: bytes.readInt16BE(1) / 10, unit: 'C' } },
  c8y_HumidityMeasurement: { h: { value: bytes.readUInt8(4), unit: '%RH' } },
  c8y_LightMeasurement: { e: { value: bytes.readUInt16BE(6), unit: 'lux' } },
  c8y_SpeedMeasurement: { motionDetected: { value: bytes.readUInt8(9) } },
  c8y_VoltageMeasurement: { voltage: { value: bytes.readUInt16BE(11) / 1000, unit: 'V' } },
  iotFlow_Frame: {
    fCntUp: { value: uplink.FCntUp },
    devAddr: { value: parseInt(uplink.DevAddr, 16) },
    mic: { value: parseInt(uplink.mic_hex, 16) },
    part: { value: 0 },
  },
};
return msg;`;
