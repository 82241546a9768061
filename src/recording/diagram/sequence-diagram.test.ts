import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { type Envelope, envelopeKindSchema, partySchema } from '../envelope.ts';
import { createJournal } from '../journal.ts';
import { sequenceDiagramMermaid } from './sequence-diagram-mermaid.ts';
import { sequenceDiagramSvg } from './sequence-diagram-svg.ts';

type Said = Pick<Envelope, 'from' | 'to' | 'kind' | 'title'> & {
  readonly outcome?: 'ok' | 'refused' | 'failed';
};

function envelopesOf(said: readonly Said[]): readonly Envelope[] {
  const journal = createJournal({ clock: createVirtualClock({ start: 0 }), run: 'run' });
  for (const draft of said) journal.record(draft);
  return journal.all();
}

const conversation = envelopesOf([
  { from: 'operator', to: 'bridge', kind: 'http-request', title: 'POST /connections' },
  { from: 'bridge', to: 'operator', kind: 'http-response', title: '201 Created', outcome: 'ok' },
  { from: 'bridge', to: 'bridge', kind: 'state', title: 'OPENING' },
  { from: 'bridge', to: 'cumulocity', kind: 'http-request', title: 'GET /tenant/currentTenant' },
  { from: 'cumulocity', to: 'bridge', kind: 'http-response', title: '401 Unauthorized', outcome: 'refused' },
  { from: 'bridge', to: 'bridge', kind: 'mqtt', title: 'to itself' },
]);

const anything: fc.Arbitrary<Said> = fc
  .record({
    from: fc.constantFrom(...partySchema.options),
    to: fc.constantFrom(...partySchema.options),
    kind: fc.constantFrom(...envelopeKindSchema.options),
    title: fc.string({ unit: 'binary', maxLength: 60 }),
    outcome: fc.option(fc.constantFrom('ok' as const, 'refused' as const, 'failed' as const)),
  })
  .map(({ outcome, ...said }) => (outcome === null ? said : { ...said, outcome }));

/** Whether the text is well-formed XML: allowed characters, known references, elements that close (XML 1.0, section 2). */
function assertWellFormed(xml: string): void {
  assert.doesNotMatch(xml, /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
  const open: string[] = [];
  const attributes = String.raw`(?:\s[\w:-]+="(?:[^<&"]|&(?:amp|lt|gt|quot|#39);)*")*`;
  const token = new RegExp(
    String.raw`<(\w+)${attributes}(/?)>|</(\w+)>|((?:[^<&]|&(?:amp|lt|gt|quot|#39);)+)`,
    'gy',
  );
  let end = 0;
  for (const match of xml.matchAll(token)) {
    const [all, opened, closedAtOnce, closed] = match;
    end += all.length;
    if (opened !== undefined && closedAtOnce === '') open.push(opened);
    if (closed !== undefined) assert.equal(open.pop(), closed);
  }
  assert.equal(end, xml.length, `not XML from here on: ${xml.slice(end, end + 80)}`);
  assert.deepEqual(open, []);
}

/** The texts that can be selected. */
function textsOf(svg: string): string[] {
  return Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), (match) => match[1] ?? '');
}

describe('the SVG', () => {
  const svg = sequenceDiagramSvg(conversation, { title: 'A refused connection' });

  test('names the parties, numbers and titles in text that can be selected', () => {
    const texts = textsOf(svg);
    for (const text of [
      'Operator',
      'Bridge',
      'Cumulocity',
      '1',
      '6',
      'POST /connections',
      'OPENING',
      '401 Unauthorized',
    ]) {
      assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    }
    assert.ok(!texts.includes('MQTT broker'));
  });

  test('is told to those who can not see it', () => {
    assert.match(
      svg,
      /^<svg [^>]*role="img" aria-label="A refused connection: 6 messages between Bridge, Cumulocity, Operator"/,
    );
  });

  test('explains the colours it uses, and no others', () => {
    const texts = textsOf(svg);
    for (const label of ['HTTP', 'Answer', 'MQTT', 'State', 'Done', 'Refused'])
      assert.ok(texts.includes(label), label);
    for (const label of ['Radio', 'Fault', 'Note', 'Failed']) assert.ok(!texts.includes(label), label);
  });

  test('has answers dashed and a refusal in its colour', () => {
    const [, refused = ''] = svg.split('cumulocity').join('').split('<g><title>5 ');
    assert.match(refused, /<line class="seq-stroke-refused" [^>]*stroke-dasharray/);
  });

  test('can live several times in one page: no ids, no rule outside of its class, no resource from elsewhere', () => {
    assert.doesNotMatch(svg, /\sid=|url\(|href|@import|<script/);
    const [, rules = ''] = svg.match(/<style>@media \(prefers-color-scheme:dark\)\{(.*)\}<\/style>/) ?? [];
    assert.ok(rules.length > 0);
    for (const rule of rules.split('}').filter((rule) => rule !== ''))
      assert.match(rule, /^\.seq-diagram \.seq-/);
  });

  test('keeps the whole of a long title for the pointer', () => {
    const title = `POST ${'/measurement'.repeat(30)}`;
    const long = sequenceDiagramSvg(
      envelopesOf([{ from: 'bridge', to: 'cumulocity', kind: 'http-request', title }]),
    );
    assert.ok(!textsOf(long).includes(title));
    assert.ok(textsOf(long).some((text) => text.endsWith('…')));
    assert.ok(long.includes(title));
  });

  test('says how many messages it leaves out', () => {
    const many = envelopesOf(
      Array.from({ length: 61 }, (_, nth) => ({
        from: 'device',
        to: 'bridge',
        kind: 'radio',
        title: `${nth}`,
      })),
    );
    assert.ok(textsOf(sequenceDiagramSvg(many)).includes('1 message left out (41)'));
    assert.ok(textsOf(sequenceDiagramSvg(many, { most: 30 })).includes('31 messages left out (21–51)'));
  });

  test('says so when there is nothing', () => {
    assert.deepEqual(textsOf(sequenceDiagramSvg([])), ['No messages']);
  });

  test('is well-formed and within its bounds whatever is said', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), fc.string({ unit: 'binary' }), (said, title) => {
        const drawn = sequenceDiagramSvg(envelopesOf(said), { title });
        assertWellFormed(drawn);
        assert.doesNotMatch(drawn, /NaN|undefined|Infinity/);
        const width = Number(drawn.match(/ width="(\d+)"/)?.[1]);
        for (const [, x] of drawn.matchAll(/ (?:x|x1|x2|cx)="(-?[\d.]+)"/g)) {
          assert.ok(Number(x) >= 0 && Number(x) <= width, `${x} of ${width}`);
        }
      }),
    );
  });
});

describe('the Mermaid text', () => {
  test('says the same', () => {
    assert.equal(
      sequenceDiagramMermaid(conversation),
      [
        'sequenceDiagram',
        '  participant bridge as Bridge',
        '  participant cumulocity as Cumulocity',
        '  participant operator as Operator',
        '  operator->>bridge: 1 POST /connections',
        '  bridge-->>operator: 2 201 Created',
        '  Note right of bridge: 3 OPENING',
        '  bridge->>cumulocity: 4 GET /tenant/currentTenant',
        '  cumulocity-->>bridge: 5 401 Unauthorized (refused)',
        '  bridge->>bridge: 6 to itself',
        '',
      ].join('\n'),
    );
  });

  test('writes by number what Mermaid would take for its own', () => {
    const title = 'a;b #c %%{init}%% <br> "x": 1';
    const text = sequenceDiagramMermaid(
      envelopesOf([{ from: 'device', to: 'bridge', kind: 'radio', title }]),
    );
    assert.ok(text.includes('a#59;b #35;c #37;#37;#123;init#125;#37;#37; #60;br#62; #34;x#34;#58; 1'), text);
  });

  test('has a lane for notes of the operator alone', () => {
    const notes = envelopesOf([{ from: 'operator', to: 'operator', kind: 'note', title: 'the night shift' }]);
    assert.equal(
      sequenceDiagramMermaid(notes),
      'sequenceDiagram\n  participant operator as Operator\n  Note over operator: the night shift\n',
    );
  });

  test('is a line an entry, without any character that Mermaid minds, whatever is said', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 12 }), (said) => {
        const lines = sequenceDiagramMermaid(envelopesOf(said)).split('\n').slice(0, -1);
        const entries = lines.filter((line) => !line.includes('participant') && line !== 'sequenceDiagram');
        assert.equal(entries.length, said.length);
        for (const line of entries) {
          const text = line.slice(line.indexOf(': ') + 2).replace(/#\d+;/g, '');
          assert.doesNotMatch(text, /[;#%{}<>:"\\`]|\p{Cc}|\p{Cs}/u);
        }
      }),
    );
  });
});
