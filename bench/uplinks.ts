import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bare, startBare } from './uplinks/bare.ts';
import { startBridge } from './uplinks/bridge.ts';
import { startChild } from './uplinks/child.ts';
import type { Contestant, Surroundings } from './uplinks/contestant.ts';
import { Course, type Load, type Run } from './uplinks/course.ts';
import { type Figure, lineOf, missOf, percentile, spreadOf } from './uplinks/figures.ts';
import { installNodeRed, startNodeRed } from './uplinks/node-red.ts';

/*
 * What an uplink costs from the broker to Cumulocity: the bridge with driver, mapping and durable log, as a process of its
 * own, against (a) the limit that mqtt.js and node:http set when nothing is kept or checked, and (b) a Node-RED flow that
 * does the same mapping with one POST a message. Broker with publisher, contestant and sink are processes; contestants
 * take turns, so that all of them meet the same machine. Ratios count: they hold on other machines, too.
 *
 * `--smoke` takes few messages, leaves out what takes long, and has limits that a laden machine keeps as well.
 */
const SMOKE = process.argv.includes('--smoke');
const ROUNDS = SMOKE ? 3 : 7;
const COUNT = SMOKE ? 2000 : 40_000;
const NODE_RED_COUNT = 4000;
const DEVICES = 1000;
const CONNECTIONS = SMOKE ? [1, 5] : [1, 5, 50];
const KNOWN_DEVICES = SMOKE ? [100, 1000] : [100, 10_000, 100_000];
const LIMITS = SMOKE
  ? { ofBare: 0.1, ofNodeRed: 2, byDevices: 3 }
  : { ofBare: 0.5, ofNodeRed: 8, byDevices: 1.5 };

const figures: Figure[] = [];
const scratch = await mkdtemp(join(tmpdir(), 'iot-flow-tck-bench-'));
const course = await Course.open();
const around: Surroundings = { brokerUrl: course.brokerUrl, sinkPort: course.sinkPort, scratch };
try {
  for (const measure of [contest, byConnections, byKnownDevices]) {
    console.error(`${measure.name} …`);
    await measure();
  }
  console.log(`${''.padEnd(58)} ${['min', 'median', 'max'].map((name) => name.padStart(9)).join(' ')}`);
  for (const figure of figures) console.log(lineOf(figure));
  const missed = figures.flatMap((figure) => missOf(figure) ?? []);
  for (const miss of missed) console.error(miss);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await course.close();
  await rm(scratch, { recursive: true });
}

/** The bridge against the limit, against Node-RED, and against the twin in place of the sink. */
async function contest(): Promise<void> {
  const load = { count: COUNT, devices: DEVICES, groups: 1 };
  const missing = SMOKE ? 'not part of a smoke run' : installNodeRed();
  const twin = startChild('./twin-process.ts');
  const bare = await startBare(around);
  const bridge = await startBridge({ ...around, name: 'bridge', connections: 1 });
  const toTwin = await startBridge({ ...around, name: 'to-twin', connections: 1, platform: twin });
  const nodeRed = missing === undefined ? await startNodeRed(around) : undefined;
  const runs = await takeTurns([
    { contestant: bare, load },
    { contestant: bridge, load },
    { contestant: toTwin, load: { ...load, count: COUNT / 2 }, platform: twin },
    ...(nodeRed === undefined ? [] : [{ contestant: nodeRed, load: { ...load, count: NODE_RED_COUNT } }]),
  ]);
  const [ofBare = [], ofBridge = [], ofTwin = [], ofNodeRed] = runs.map((each) => each.map(rate));
  figures.push(
    { what: 'bare: mqtt.js, parse, map, bulk requests', values: ofBare, unit: '/s' },
    { what: 'bridge', values: ofBridge, unit: '/s' },
    { what: 'bridge to the twin', values: ofTwin, unit: '/s' },
    { what: 'bridge of bare', values: ratios(ofBridge, ofBare), unit: 'x', atLeast: LIMITS.ofBare },
    { what: 'CPU time: bare, of the bridge', values: ratios(cpuOf(runs[0]), cpuOf(runs[1])), unit: 'x' },
    { what: 'bridge to the twin, of bridge to the sink', values: ratios(ofTwin, ofBridge), unit: 'x' },
  );
  if (ofNodeRed === undefined) console.log(`Node-RED was not measured: ${missing}`);
  else
    figures.push(
      { what: 'Node-RED, one POST a message', values: ofNodeRed, unit: '/s' },
      {
        what: 'bridge of Node-RED',
        values: ratios(ofBridge, ofNodeRed),
        unit: 'x',
        atLeast: LIMITS.ofNodeRed,
      },
    );
  await latency(bare, bridge, spreadOf(ofBridge).median / 10);
  await Promise.all(
    [bare, bridge, toTwin, twin, ...(nodeRed === undefined ? [] : [nodeRed])].map((one) => one.end()),
  );
}

/** From publication to arrival at a tenth of full load. */
async function latency(bare: Bare, bridge: Contestant, rate: number): Promise<void> {
  const posts: number[] = [];
  const medians: number[] = [];
  const late: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const single = percentile(await bare.single(200), 50);
    const count = Math.max(100, Math.round(rate * (SMOKE ? 0.5 : 2)));
    const { latencies } = await course.run(bridge, { count, devices: DEVICES, groups: 1, rate });
    posts.push(single);
    medians.push(percentile(latencies, 50) / single);
    late.push(percentile(latencies, 99) / single);
  }
  figures.push(
    { what: 'one bare POST', values: posts, unit: 'ms' },
    { what: 'published to stored at a tenth of full load, in POSTs', values: medians, unit: 'x' },
    { what: 'the same, 99 of 100', values: late, unit: 'x' },
  );
}

/** Each device belongs to one connection; all connections share the load. */
async function byConnections(): Promise<void> {
  const entries = await Promise.all(
    CONNECTIONS.map(async (connections) => ({
      contestant: await startBridge({ ...around, name: `connections-${connections}`, connections }),
      load: { count: COUNT, devices: DEVICES, groups: connections },
    })),
  );
  await compare(
    entries,
    CONNECTIONS.map((connections) => `${connections} connections`),
  );
}

/** All devices are known, and all of them send. */
async function byKnownDevices(): Promise<void> {
  const entries = [];
  for (const devices of KNOWN_DEVICES) {
    const contestant = await startBridge({ ...around, name: `devices-${devices}`, connections: 1 });
    await course.subscribed(contestant);
    await course.run(contestant, { count: devices, devices, groups: 1 });
    entries.push({ contestant, load: { count: COUNT, devices, groups: 1 } });
  }
  await compare(
    entries,
    KNOWN_DEVICES.map((devices) => `${devices} known devices`),
    LIMITS.byDevices,
  );
}

/** CPU time a message, as a multiple of the first one's. */
async function compare(entries: readonly Entry[], names: readonly string[], atMost?: number): Promise<void> {
  const runs = await takeTurns(entries);
  await Promise.all(entries.map(({ contestant }) => contestant.end()));
  const first = cpuOf(runs[0]);
  for (const [index, name] of names.entries()) {
    if (index === 0) figures.push({ what: `CPU time a message with ${name}`, values: first, unit: 'µs' });
    else
      figures.push({
        what: `the same with ${name}`,
        values: ratios(cpuOf(runs[index]), first),
        unit: 'x',
        ...(atMost === undefined || first.length === 0 ? {} : { atMost }),
      });
  }
}

interface Entry {
  readonly contestant: Contestant;
  readonly load: Load;
  readonly platform?: ReturnType<typeof startChild>;
}

/** A round to warm up, then all of them once a round. */
async function takeTurns(entries: readonly Entry[]): Promise<Run[][]> {
  for (const { contestant } of entries) await course.subscribed(contestant);
  for (const { contestant, load, platform } of entries) await course.run(contestant, load, platform);
  const runs: Run[][] = entries.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { contestant, load, platform }] of entries.entries()) {
      runs[index]?.push(await course.run(contestant, load, platform));
    }
  }
  return runs;
}

function rate(run: Run): number {
  return run.rate;
}

function cpuOf(runs: readonly Run[] = []): number[] {
  return runs.flatMap(({ cpuUs }) => cpuUs ?? []);
}

/** Round by round. */
function ratios(of: readonly number[], to: readonly number[]): number[] {
  return of.map((value, round) => value / (to[round] ?? Number.NaN));
}
