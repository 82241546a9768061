import { type Envelope, type Exchange, member, members } from '../../../recording/index.ts';
import { readableText } from '../redacted-text.ts';
import { type Fact, type Facts, fewOf } from './fact.ts';
import { nameValues } from './name-values.ts';
import type { Phases } from './phases.ts';
import { readBody } from './read-body.ts';

const MOST_VALUES = 5;
const MOST_STATES = 6;

/** What the bridge answered, did and told, and what it met with. */
export function factsAnswered(
  { told }: Phases,
  exchanges: readonly Exchange[],
  telling: readonly string[],
  most: number,
): Facts {
  const first = ['', 'code', 'message', 'state', ...telling, 'id', 'name', 'status', 'active'];
  const answered = exchanges.filter(({ to, answer }) => to === 'bridge' && answer !== undefined);
  const matters: readonly (() => Fact)[] = [
    ...answered.map((exchange) => () => answerOf(exchange, first)),
    ...troublesOf(exchanges),
    ...statesOf(told),
    ...told.filter(isDownlink).map((envelope) => () => downlinkOf(envelope)),
    ...told.flatMap(eventOf),
  ];
  return fewOf(matters, most, (read) => read());
}

function answerOf({ answer, method, path, status }: Exchange, first: readonly string[]): Fact {
  const asked = method === 'GET' ? `GET ${path}: ` : '';
  const isBad = status !== undefined && status >= 400;
  return {
    ...(answer === undefined ? {} : { time: answer.time }),
    what: `${asked}${answer?.title}`,
    values: nameValues(readBody(answer?.body), MOST_VALUES, first),
    ...(isBad ? { isBad } : {}),
  };
}

/** What Cumulocity refused or left unanswered, once for each kind; that something is not there is no trouble. */
function troublesOf(exchanges: readonly Exchange[]): (() => Fact)[] {
  const troubles = new Map<string, { what: string; end: Envelope; count: number }>();
  for (const { from, to, method, path, answer, fault, status } of exchanges) {
    if (from !== 'bridge' || to !== 'cumulocity' || (method === 'GET' && status === 404)) continue;
    const end = fault ?? (status !== undefined && status >= 400 ? answer : undefined);
    if (end === undefined) continue;
    const what = `Cumulocity to ${method} ${path.replaceAll(/\/[0-9A-Fa-f]+(?=\/|$)/g, '/…')}`;
    const key = `${what} ${end.title}`;
    const known = troubles.get(key);
    if (known === undefined) troubles.set(key, { what, end, count: 1 });
    else known.count += 1;
  }
  return [...troubles.values()].map((trouble) => () => troubleOf(trouble));
}

function troubleOf({ what, end, count }: { what: string; end: Envelope; count: number }): Fact {
  const reason = nameValues({ message: member(readBody(end.body), 'message') }, 1);
  const often = count === 1 ? [] : [{ name: '', value: `${count} times` }];
  return { time: end.time, what, values: [{ name: '', value: end.title }, ...reason, ...often], isBad: true };
}

/** `OPENING → AUTHENTICATING → OPENED`, for each connection and command. */
function statesOf(told: readonly Envelope[]): (() => Fact)[] {
  const chains = new Map<string, Envelope[]>();
  for (const envelope of told) {
    const { kind, title, correlation } = envelope;
    if (kind !== 'state' || !/^(command )?[A-Z_]+$/.test(title)) continue;
    const { connectionId, operationId } = correlation;
    const whose = title.startsWith('command ')
      ? `the command ${operationId ?? ''}`
      : `connection ${connectionId ?? ''}`;
    const states = chains.get(whose) ?? [];
    chains.set(whose, [...states, envelope]);
  }
  return [...chains].map(([whose, states]) => () => {
    const names = chain(states.map(({ title }) => title.replace('command ', '')));
    const [first] = states;
    return {
      ...(first === undefined ? {} : { time: first.time }),
      what: `State of ${whose}`.trim(),
      values: [{ name: '', value: names.join(' → ') }],
    };
  });
}

function chain(names: readonly string[]): readonly string[] {
  if (names.length <= MOST_STATES) return names;
  return [
    ...names.slice(0, MOST_STATES - 2),
    `… (${names.length - MOST_STATES + 1} more)`,
    ...names.slice(-1),
  ];
}

function isDownlink({ kind, from, to }: Envelope): boolean {
  return kind === 'mqtt' && from === 'bridge' && to === 'broker';
}

function downlinkOf({ title, time, body }: Envelope): Fact {
  const [root] = members(readBody(body));
  const document = root?.[1];
  const values = nameValues(
    { FPort: member(document, 'FPort'), payload_hex: member(document, 'payload_hex') },
    MOST_VALUES,
  );
  return { time, what: `D${title.slice(1).replace(/ \(.*\)$/, '')}`, values };
}

/** What is worth an event; the states of the connection say the rest. */
function eventOf({ kind, title, time, outcome }: Envelope): (() => Fact)[] {
  const [, type, value] = /^([^:]+): (.*)$/s.exec(title) ?? [];
  if (kind !== 'event' || type === undefined || value === undefined) return [];
  if (/^(Connection (opening|opened|closing|closed|created|restart)|Device created)/.test(type)) return [];
  const isBad = outcome === 'failed' || outcome === 'refused';
  return [
    () => ({
      time,
      what: `Event: ${type}`,
      values: [{ name: '', value: readableText(value) }],
      ...(isBad ? { isBad } : {}),
    }),
  ];
}
