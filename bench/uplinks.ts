import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBare } from './uplinks/bare.ts';
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
 * take turns, so that all of them meet the same machine, and each has as many messages on their way. Ratios count: they
 * hold on other machines, too; those of CPU time also where others want the same cores.
 *
 * `--only contest,latency,connections,devices` measures some parts alone; `--rounds 9` takes more turns than usual.
 * `--smoke` takes few messages, leaves out what takes long, and has limits that a laden machine keeps as well.
 */
const { values: given } = parseArgs({
  options: { smoke: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const SMOKE = given.smoke === true;
const ROUNDS = Number(given.rounds ?? (SMOKE ? 3 : 5));
/** On a laden machine a part ends after this time, with at least so many rounds. */
const PART_MS = 120_000;
const LEAST_ROUNDS = 3;
const COUNT = SMOKE ? 2000 : 20_000;
const NODE_RED_COUNT = 4000;
const DEVICES = 1000;
const CONNECTIONS = SMOKE ? [1, 5] : [1, 5, 50];
const KNOWN_DEVICES = SMOKE ? ([100, 1000] as const) : ([100, 10_000, 100_000] as const);
const LIMITS = SMOKE
  ? { ofBare: 0.1, ofNodeRed: 2, byDevices: 3 }
  : { ofBare: 0.5, ofNodeRed: 8, byDevices: 1.5 };

const PARTS = { contest, latency, connections: byConnections, devices: byKnownDevices };
const wanted = given.only?.split(',') ?? Object.keys(PARTS);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0 || !(Number.isInteger(ROUNDS) && ROUNDS > 0)) {
  console.error(`--only takes some of ${Object.keys(PARTS).join(',')}, --rounds a whole number`);
  process.exit(2);
}

const figures: Figure[] = [];
const begun = performance.now();
const scratch = await mkdtemp(join(tmpdir(), 'iot-flow-tck-bench-'));
const course = await Course.open();
const around: Surroundings = { brokerUrl: course.brokerUrl, sinkPort: course.sinkPort, scratch };
try {
  tell(`${new Date().toISOString()}, ${availableParallelism()} cores, load ${loadText()}`);
  for (const [name, measure] of Object.entries(PARTS)) {
    if (!wanted.includes(name)) continue;
    tell(`${name} …`);
    const before = figures.length;
    await measure();
    console.log(`${''.padEnd(58)} ${['min', 'median', 'max'].map((each) => each.padStart(9)).join(' ')}`);
    for (const figure of figures.slice(before)) console.log(lineOf(figure));
  }
  tell(`done; the load was ${loadText()}`);
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
    { what: 'CPU time a message: bare', values: cpuOf(runs[0]), unit: 'µs' },
    { what: 'CPU time a message: bridge', values: cpuOf(runs[1]), unit: 'µs' },
    { what: 'the same: bare, of the bridge', values: ratios(cpuOf(runs[0]), cpuOf(runs[1])), unit: 'x' },
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
      { what: 'CPU time a message: Node-RED', values: cpuOf(runs[3]), unit: 'µs' },
      {
        what: 'the same: Node-RED, of the bridge',
        values: ratios(cpuOf(runs[3]), cpuOf(runs[1])),
        unit: 'x',
      },
    );
  await Promise.all(
    [bare, bridge, toTwin, twin, ...(nodeRed === undefined ? [] : [nodeRed])].map((one) => one.end()),
  );
}

/** From publication to arrival at a tenth of full load. */
async function latency(): Promise<void> {
  const bare = await startBare(around);
  const bridge = await startBridge({ ...around, name: 'latency', connections: 1 });
  const full = { count: COUNT, devices: DEVICES, groups: 1 };
  const [atFull = []] = await takeTurns([{ contestant: bridge, load: full }], Math.min(ROUNDS, 3));
  const tenth = spreadOf(atFull.map(rate)).median / 10;
  const posts: number[] = [];
  const medians: number[] = [];
  const late: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const single = percentile(await bare.single(200), 50);
    const count = Math.max(100, Math.round(tenth * (SMOKE ? 0.5 : 2)));
    const { latencies } = await course.run(bridge, { count, devices: DEVICES, groups: 1, rate: tenth });
    tell(
      `latency: ${ordinal(round)}: ${percentile(latencies, 50).toFixed(1)} ms, one POST ${single.toFixed(2)} ms`,
    );
    posts.push(single);
    medians.push(percentile(latencies, 50) / single);
    late.push(percentile(latencies, 99) / single);
  }
  await Promise.all([bare.end(), bridge.end()]);
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
  await Promise.all(entries.map(({ contestant }) => contestant.end()));
}

/**
 * All devices are known. First as many of them send in each contestant, so that only what is known differs; then all of them
 * send, so that no two uplinks that come together are of one device.
 */
async function byKnownDevices(): Promise<void> {
  const contestants: Contestant[] = [];
  for (const devices of KNOWN_DEVICES) {
    const contestant = await startBridge({ ...around, name: `devices-${devices}`, connections: 1 });
    await course.subscribed(contestant);
    await course.run(contestant, { count: devices, devices, groups: 1 });
    contestants.push(contestant);
  }
  const [senders] = KNOWN_DEVICES;
  for (const sending of [() => senders, (known: number) => known]) {
    const entries = contestants.map((contestant, index) => ({
      contestant,
      load: { count: COUNT, devices: sending(KNOWN_DEVICES[index] ?? senders), groups: 1 },
    }));
    await compare(
      entries,
      KNOWN_DEVICES.map((known) => `${known} known devices, ${sending(known)} of which send`),
      LIMITS.byDevices,
    );
  }
  await Promise.all(contestants.map((contestant) => contestant.end()));
}

/** CPU time a message, as a multiple of the first one's. */
async function compare(entries: readonly Entry[], names: readonly string[], atMost?: number): Promise<void> {
  const runs = await takeTurns(entries);
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
async function takeTurns(entries: readonly Entry[], rounds = ROUNDS): Promise<Run[][]> {
  for (const { contestant } of entries) await course.subscribed(contestant);
  for (const { contestant, load, platform } of entries) await course.run(contestant, load, platform);
  const runs: Run[][] = entries.map(() => []);
  const since = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    if (round >= LEAST_ROUNDS && performance.now() - since > PART_MS) break;
    for (const [index, { contestant, load, platform }] of entries.entries()) {
      runs[index]?.push(await course.run(contestant, load, platform));
    }
    const rates = entries.map(
      ({ contestant }, index) => `${contestant.name} ${runs[index]?.at(-1)?.rate.toFixed()}/s`,
    );
    tell(`${ordinal(round, rounds)}: ${rates.join(', ')}`);
  }
  return runs;
}

/** How far it is, for who waits. */
function tell(text: string): void {
  console.error(`${((performance.now() - begun) / 1000).toFixed().padStart(4)} s  ${text}`);
}

function ordinal(round: number, rounds = ROUNDS): string {
  return `round ${round + 1} of ${rounds}`;
}

/** Processes that could run at the same time, in the last minute. */
function loadText(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1);
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
