import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../clock/index.ts';
import { type EnvelopeDraft, envelopeSchema } from './envelope.ts';
import { createJournal, type JournalOptions } from './journal.ts';

const START = Date.parse('2026-01-31T12:00:00Z');

function newJournal(options: Partial<JournalOptions> = {}) {
  const clock = createVirtualClock({ start: START });
  return { clock, journal: createJournal({ clock, run: 'run-1', scenario: 'a scenario', ...options }) };
}

function draft(title: string, more: Partial<EnvelopeDraft> = {}): EnvelopeDraft {
  return { from: 'bridge', to: 'cumulocity', kind: 'http-request', title, ...more };
}

describe('the journal', () => {
  test('completes envelopes with run, scenario, number and time', async () => {
    const { clock, journal } = newJournal();
    journal.record(draft('first'));
    await clock.advance(1500);
    journal.record(
      draft('second', {
        outcome: 'ok',
        correlation: { devEui: '20635F01E1000A01', fCntUp: 7 },
        body: { a: 1 },
      }),
    );
    const [first, second] = journal.all();
    assert.deepEqual(second, {
      v: 1,
      run: 'run-1',
      scenario: 'a scenario',
      seq: 2,
      time: '2026-01-31T12:00:01.500Z',
      from: 'bridge',
      to: 'cumulocity',
      kind: 'http-request',
      title: 'second',
      outcome: 'ok',
      correlation: { devEui: '20635F01E1000A01', fCntUp: 7 },
      body: { a: 1 },
      redaction: 'public',
    });
    assert.equal(first?.seq, 1);
    for (const envelope of journal.all()) envelopeSchema.parse(envelope);
  });

  test('keeps what was said when it was said', () => {
    const { journal } = newJournal();
    const body = { values: [1] };
    journal.record(draft('mutable', { body }));
    body.values.push(2);
    const [envelope] = journal.all();
    assert.deepEqual(envelope?.body, { values: [1] });
    assert.ok(Object.isFrozen(envelope) && Object.isFrozen(envelope.correlation));
  });

  test('has titles of one line', () => {
    const { journal } = newJournal();
    journal.record(draft(' two\r\nlines\t'));
    assert.equal(journal.all()[0]?.title, 'two lines');
  });

  test('keeps the newest up to its limit, in order, and counts what had to go', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.nat({ max: 30 }),
        fc.nat({ max: 30 }),
        (limit, before, after) => {
          const { journal } = newJournal({ limit });
          for (let i = 0; i < before; i += 1) journal.record(draft(`before ${i}`));
          journal.clear();
          assert.deepEqual([journal.all(), journal.dropped], [[], 0]);
          for (let i = 0; i < after; i += 1) journal.record(draft(`after ${i}`));
          const kept = Math.min(limit, after);
          assert.deepEqual(
            journal.all().map(({ seq }) => seq),
            Array.from({ length: kept }, (_, nth) => before + after - kept + nth + 1),
          );
          assert.equal(journal.dropped, after - kept);
        },
      ),
    );
    assert.throws(() => newJournal({ limit: 0 }), RangeError);
  });

  test('finds by everything an envelope shows', () => {
    const { journal } = newJournal();
    journal.record(draft('POST /a', { correlation: { devEui: 'A', exchange: '1' } }));
    journal.record(
      draft('201 Created', { from: 'cumulocity', to: 'bridge', kind: 'http-response', outcome: 'ok' }),
    );
    journal.record(draft('POST /b', { correlation: { devEui: 'B' } }));
    const found = (filter: Parameters<typeof journal.find>[0]) => journal.find(filter).map(({ seq }) => seq);
    assert.deepEqual(found({}), [1, 2, 3]);
    assert.deepEqual(found({ from: 'bridge', kind: 'http-request' }), [1, 3]);
    assert.deepEqual(found({ title: 'POST' }), [1, 3]);
    assert.deepEqual(found({ title: /^POST .b$/g }), [3]);
    assert.deepEqual(found({ outcome: 'ok' }), [2]);
    assert.deepEqual(found({ correlation: { devEui: 'A' } }), [1]);
    assert.deepEqual(found({ after: 1, to: 'cumulocity' }), [3]);
  });

  test('tells who listens, each by himself, until he leaves', () => {
    const { journal } = newJournal();
    const heard: string[] = [];
    const listener = ({ title }: { title: string }) => void heard.push(title);
    const leave = journal.subscribe(listener);
    journal.subscribe(listener);
    journal.record(draft('one'));
    leave();
    leave();
    journal.record(draft('two'));
    assert.deepEqual(heard, ['one', 'one', 'two']);
  });

  test('writes a JSON text a line', () => {
    const { journal } = newJournal();
    assert.equal(journal.toNdjson(), '');
    journal.record(draft('one', { body: 'a\nb' }));
    journal.record(draft('two'));
    const lines = journal.toNdjson().split('\n');
    assert.equal(lines.length, 3);
    assert.deepEqual(
      lines.slice(0, 2).map((line) => envelopeSchema.parse(JSON.parse(line))),
      journal.all(),
    );
  });
});

describe('no secret is kept', () => {
  test('the body of a secret envelope goes whole', () => {
    const { journal } = newJournal();
    journal.record(draft('token', { redaction: 'secret', body: { anything: 'planted' } }));
    journal.record(draft('nothing', { redaction: 'secret' }));
    assert.deepEqual(
      journal.all().map(({ body }) => body),
      ['*****', undefined],
    );
  });

  test('a secret with blanks is found before titles are brought to one line', () => {
    const { journal } = newJournal({ secrets: ['plan  ted'] });
    journal.record(draft('a plan  ted one'));
    assert.equal(journal.all()[0]?.title, 'a ***** one');
  });

  test('a secret that becomes known later is taken out of what was kept before', () => {
    const { journal } = newJournal();
    journal.record(draft('GET /planted', { body: 'planted' }));
    journal.addSecret('planted');
    assert.doesNotMatch(journal.toNdjson(), /planted/);
    assert.equal(journal.all()[0]?.seq, 1);
  });

  test('listeners hear nothing else than what is kept', () => {
    const { journal } = newJournal({ secrets: ['planted'] });
    const heard: unknown[] = [];
    journal.subscribe((envelope) => heard.push(envelope));
    journal.record(draft('planted'));
    assert.deepEqual(heard, journal.all());
  });

  test('wherever it is planted', () => {
    const secret = fc.string({ minLength: 6, maxLength: 20, unit: 'grapheme' }).filter(isTelling);
    const place = fc.constantFrom(...PLACES);
    fc.assert(
      fc.property(
        secret,
        fc.array(place, { minLength: 1, maxLength: 4 }),
        fc.string(),
        (planted, places, text) => {
          const { journal } = newJournal({ secrets: [planted] });
          for (const plant of places) journal.record(plant(planted, text));
          const shown = journal.toNdjson();
          for (const form of formsOf(planted)) assert.ok(!shown.includes(form), `${form} in ${shown}`);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** A secret that no envelope without it holds, as `bridge` or `12:00:` would be. */
function isTelling(secret: string): boolean {
  const { journal } = newJournal();
  for (const plant of PLACES) journal.record(plant('', ''));
  const around = journal.toNdjson().toLowerCase();
  return secret.length >= 6 && !formsOf(secret).some((form) => around.includes(form.toLowerCase()));
}

/** The secret as a reader of the journal's text could find it. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, encodeURIComponent(secret), Buffer.from(`user:${secret}`).toString('base64')];
}

const PLACES: readonly ((secret: string, text: string) => EnvelopeDraft)[] = [
  (secret, text) => draft(`${text} ${secret}`),
  (secret) => draft(`GET /x?q=${encodeURIComponent(secret)}`),
  (secret, text) =>
    draft('correlation', { correlation: { exchange: `${text}${secret}`, operationId: secret } }),
  (secret, text) => draft('text', { body: `${text}${secret}${text}` }),
  (secret, text) => draft('json text', { body: JSON.stringify({ [text]: [secret] }) }),
  (secret, text) =>
    draft('json in json', { body: JSON.stringify({ inner: JSON.stringify({ [text]: secret }) }) }),
  (secret, text) => draft('object', { body: { a: { [text]: [1, { b: `${text}${secret}` }] } } }),
  (secret) => draft('name', { body: { [secret]: 1 } }),
  (secret) => draft('form', { body: new URLSearchParams({ user: 'u', q: secret }).toString() }),
  (secret) =>
    draft('basic', { body: { headers: { 'x-auth': Buffer.from(`user:${secret}`).toString('base64') } } }),
  (secret) => draft('bytes', { body: Buffer.from(`before ${secret}`) }),
  (secret) => draft('error', { body: new Error(secret) }),
  (secret) => draft('secret class', { redaction: 'secret', body: { any: secret } }),
];
