import { type Diagnosis, diagnose, type Envelope, type HeldDatum } from '../../recording/index.ts';

/** Something that went otherwise than it was recorded. */
export interface Difference {
  /** What it is about: a device's address, an uplink, a command. */
  readonly about: string;
  readonly recorded: string;
  readonly now: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** False: the recording tells nothing of Cumulocity, so that there is nothing to compare with. */
  readonly comparable: boolean;
  readonly now: Diagnosis;
}

type Facts = ReadonlyMap<string, { readonly about: string; readonly told: string }>;

/**
 * Holds what came of a replay against what was recorded: the devices in Cumulocity, the data of each, how commands ended,
 * what the bridge told, and which of its requests were refused. Ids and the bridge's own book-keeping are left out.
 */
export function compare(recorded: readonly Envelope[], replayed: readonly Envelope[]): Comparison {
  const before = diagnose(recorded);
  const now = diagnose(replayed);
  const comparable = before.held.exchanges.some(({ from }) => from === 'bridge');
  if (!comparable) return { differences: [], comparable, now };
  const tells = recorded.some(({ kind }) => kind === 'event');
  const ofBefore = factsOf(before, recorded, tells);
  const ofNow = factsOf(now, replayed, tells);
  const keys = new Set([...ofBefore.keys(), ...ofNow.keys()]);
  const differences = [...keys].flatMap((key): Difference[] => {
    const a = ofBefore.get(key);
    const b = ofNow.get(key);
    const about = a?.about ?? b?.about ?? key;
    const [was, is] = [a?.told ?? 'nothing', b?.told ?? 'nothing'];
    return was === is ? [] : [{ about, recorded: was, now: is }];
  });
  return { differences, comparable, now };
}

/** Each fact under a key that is the same for the recording and the replay. */
function factsOf(diagnosis: Diagnosis, envelopes: readonly Envelope[], tells: boolean): Facts {
  const facts = new Map<string, { about: string; told: string }>();
  const tell = (about: string, told: readonly string[]) => {
    if (told.length > 0) facts.set(about, { about, told: told.toSorted().join('; ') });
  };
  for (const [devEui, count] of devices(diagnosis))
    tell(`device ${devEui} in Cumulocity`, [count === 1 ? 'once' : `${count} times`]);
  for (const [about, data] of grouped(dataOf(diagnosis))) tell(about, data);
  for (const [about, ends] of grouped(commandsOf(diagnosis))) tell(about, ends);
  for (const [about, statuses] of grouped(refusalsOf(diagnosis))) tell(about, [...new Set(statuses)]);
  if (tells) for (const [about, events] of grouped(eventsOf(envelopes))) tell(about, [...new Set(events)]);
  return facts;
}

type Pair = readonly [about: string, told: string];

function grouped(pairs: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [about, told] of pairs) groups.set(about, [...(groups.get(about) ?? []), told]);
  return groups;
}

function devices({ held }: Diagnosis): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id, isDevice, isDeleted } of held.objects.values()) {
    const devEui = held.devEuiOf(id);
    if (devEui !== undefined && isDevice && !isDeleted) counts.set(devEui, (counts.get(devEui) ?? 0) + 1);
  }
  return counts;
}

function dataOf({ held, trails }: Diagnosis): readonly Pair[] {
  return held.data.flatMap((datum): Pair[] => {
    if (datum.by !== 'bridge') return [];
    const devEui = held.devEuiOf(datum.source);
    const device = devEui === undefined ? `object ${datum.source}` : `device ${devEui}`;
    const trail = trails.find((one) => one.devEui === devEui && one.at === datum.at);
    const uplink = trail?.fCntUp === undefined ? '' : `uplink ${trail.fCntUp} of `;
    const at = Number.isFinite(datum.at) ? `, ${new Date(datum.at).toISOString()}` : '';
    return [[`${datum.kind}s of ${uplink}${device}${at}`, tellDatum(datum)]];
  });
}

function tellDatum({ kind, type, text, values }: HeldDatum): string {
  if (kind !== 'measurement') return `${type} “${text}”`;
  const own = Object.entries(values).filter(([name]) => !name.startsWith('iotFlow_'));
  return own
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function commandsOf({ held }: Diagnosis): readonly Pair[] {
  const counts = new Map<string, number>();
  return [...held.operations.values()].map(({ deviceId, statuses }) => {
    const device = held.devEuiOf(deviceId) ?? `object ${deviceId}`;
    const number = (counts.get(device) ?? 0) + 1;
    counts.set(device, number);
    const last = statuses.at(-1);
    return [`command ${number} to ${device}`, last?.status ?? 'nothing'];
  });
}

function refusalsOf({ held }: Diagnosis): readonly Pair[] {
  return held.exchanges.flatMap(({ from, method, path, status }): Pair[] => {
    if (from !== 'bridge' || method === 'GET' || status === undefined || status < 400) return [];
    return [[`refusals of ${method} ${path.replace(/\/\d+(?=\/|$)/g, '/{id}')}`, String(status)]];
  });
}

/** What the bridge told that is no good news, by its kind: texts hold ids and times. */
function eventsOf(envelopes: readonly Envelope[]): readonly Pair[] {
  return envelopes.flatMap(({ kind, outcome, title, correlation }): Pair[] => {
    if (kind !== 'event' || outcome !== 'failed') return [];
    const { devEui, fCntUp } = correlation;
    const uplink = fCntUp === undefined ? '' : `uplink ${fCntUp} of `;
    const about = devEui === undefined ? 'the connection' : `${uplink}device ${devEui}`;
    return [[`what the bridge told of ${about}`, title.split(':', 1)[0] ?? title]];
  });
}

/** Differences as people read them. */
export function comparisonText({ differences, comparable }: Comparison): string {
  if (!comparable)
    return 'The recording does not tell what Cumulocity held, so there is nothing to compare with.\n';
  if (differences.length === 0) return 'All came as it was recorded.\n';
  const head = `${differences.length} thing${differences.length === 1 ? '' : 's'} went otherwise than recorded:`;
  const body = differences.map(
    ({ about, recorded, now }) => `- ${about}\n    recorded: ${recorded}\n    now:      ${now}`,
  );
  return `${[head, ...body].join('\n')}\n`;
}
