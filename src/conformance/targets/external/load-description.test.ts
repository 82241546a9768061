import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDescription } from './first-description.ts';
import { parseDescription } from './load-description.ts';

const SOUND = `
version: 1
name: Mine
baseUrl: http://127.0.0.1:8080/iot-flow/v1/
credentials: { kind: basic, username: me, password: "\${SECRET}" }
capabilities: [connections-api]
uplink: { http: { url: /uplinks } }
platform: { kind: twin, listen: "127.0.0.1:8443" }
`;

const read = (text: string, environment: Record<string, string> = { SECRET: 'hush' }) =>
  parseDescription('mine.yaml', text, environment);

/** The problems of a description that is wrong, a line each. */
function problems(text: string, environment?: Record<string, string>): readonly string[] {
  try {
    read(text, environment);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim());
  }
  assert.fail('it was taken');
}

test('what is left out has its default, spans are milliseconds', () => {
  const { baseUrl, timeouts, operations, platform, knownDeviations } = read(
    `${SOUND}timeouts: { recovery: 2m, quiet: 500ms }\n`,
  );
  assert.equal(baseUrl, 'http://127.0.0.1:8080/iot-flow/v1');
  assert.deepEqual(timeouts, { answer: 10_000, settle: 10_000, recovery: 120_000, quiet: 500 });
  assert.deepEqual(operations, {});
  assert.deepEqual(knownDeviations, []);
  assert.ok(platform.kind === 'twin');
  assert.equal(platform.hostName, 'documented');
});

test('secrets come from the environment', () => {
  const { credentials } = read(SOUND);
  assert.ok(credentials.kind === 'basic');
  assert.equal(credentials.password, 'hush');
  const missing =
    'mine.yaml:5: credentials.password: the environment has no variable SECRET: set it, or change the file';
  assert.deepEqual(problems(SOUND, {}), [missing]);
  // Together with what is wrong besides, and with nothing that only follows from it.
  assert.deepEqual(problems(`${SOUND}adapter: "\${SECRET}"\ntimeouts: { quite: 1s }\n`, {}), [
    missing,
    'mine.yaml:9: adapter: the environment has no variable SECRET: set it, or change the file',
    'mine.yaml:10: timeouts.quite is not known. Did you mean "quiet"?',
  ]);
});

test('each wrong place is told by its line, with what was meant', () => {
  const wrong = SOUND.replace('baseUrl', 'baseURL')
    .replace('[connections-api]', '[conections-api]')
    .replace('/uplinks', 'uplinks');
  assert.deepEqual(
    problems(wrong).map((line) => line.replace(/must be "conn.*"\./, '…')),
    [
      'mine.yaml:1: baseUrl is missing',
      'mine.yaml:4: baseURL is not known. Did you mean "baseUrl"?',
      'mine.yaml:6: capabilities.0: … Did you mean "connections-api"?',
      'mine.yaml:7: uplink.http.url: must be a URL or begin with /',
    ],
  );
  assert.deepEqual(problems(`${SOUND}operations: { unasign: none }\n`), [
    'mine.yaml:9: operations.unasign is not known. Did you mean "unassign"?',
  ]);
  assert.deepEqual(problems(`${SOUND}knownDeviations: [{ requirement: map-6, comment: x }]\n`), [
    'mine.yaml:9: knownDeviations.0.requirement: must be the id of a requirement such as MAP-06',
  ]);
});

test('a file that is no YAML is told without what stands in it', () => {
  const [problem = ''] = problems('password: "hush\nname: [');
  assert.match(problem, /^mine\.yaml:\d+: no valid YAML/);
  assert.doesNotMatch(problem, /hush/);
});

test('a target must have a way in for uplinks', () => {
  assert.deepEqual(problems(SOUND.replace('{ http: { url: /uplinks } }', '{}')), [
    'mine.yaml:7: uplink: must have http, mqtt or both',
  ]);
});

test('the file that init writes is taken as it stands', () => {
  const description = read(firstDescription(), {});
  assert.deepEqual(description.capabilities, ['connections-api', 'devices']);
});

/** The one thing that is wrong where this stands in place of the sound line of the same key, without its place. */
function problem(line: string): string {
  const [key = ''] = line.split(':', 1);
  const others = SOUND.split('\n').filter((one) => !one.startsWith(`${key}:`));
  const [found = '', ...more] = problems([...others, line].join('\n'));
  assert.deepEqual(more, []);
  return found.replace(/^mine\.yaml:\d+: /, '');
}

for (const [line, told] of [
  [
    'credentials: { kind: oath }',
    'credentials.kind: must be "oauth", "bearer", "basic", "header" or "none". Did you mean "oauth"?',
  ],
  [
    'platform: { kind: twn, listen: "127.0.0.1:8443" }',
    'platform.kind: must be "twin" or "tenant". Did you mean "twin"?',
  ],
  ['platform: { listen: "127.0.0.1:8443" }', 'platform.kind is missing: it must be "twin" or "tenant"'],
  ['credentials: { kind: none, token: x }', 'credentials.token is not known. Known here: kind'],
  [
    'operations: { start: nne }',
    'operations.start: must be a mapping with method and path, or "none". Did you mean "none"?',
  ],
  [
    'operations: { start: { method: PTCH, path: /x } }',
    'operations.start.method: must be "GET", "POST", "PUT", "PATCH" or "DELETE". Did you mean "PATCH"?',
  ],
  [
    'operations: { start: { path: /x } }',
    'operations.start.method is missing: it must be "GET", "POST", "PUT", "PATCH" or "DELETE"',
  ],
  ['credentials: very-secret', 'credentials: must be a mapping with kind'],
  ['uplink: { http: /uplinks }', 'uplink.http: must be a mapping with url'],
  ['capabilities: devices', 'capabilities: must be a list, a line each with a dash, or [one, another]'],
  ['version: 2', 'version: must be 1'],
  ['name: 12', 'name: must be a text: put it in quotes'],
  ['timeouts: { settle: 10 }', 'timeouts.settle: must be a span of time with its unit, such as 10s or 10ms'],
  ['timeouts: { settle: soon }', 'timeouts.settle: must be a span of time such as 500ms, 10s or 2m'],
  [
    'answers: { states: { up: OPEND } }',
    'answers.states.up: must be "CLOSED", "OPENING", "AUTHENTICATING", "OPENED", "AUTHENTICATION_FAILED", "CLOSING", "DEACTIVATED" or "UNREACHABLE". Did you mean "OPENED"?',
  ],
] as const) {
  test(`told in words of the file: ${line}`, () => {
    assert.equal(problem(line), told);
  });
}

test('a guess is made among the names that may stand in that place', () => {
  const wrong = SOUND.replace('listen', 'listn');
  assert.deepEqual(problems(wrong), [
    'mine.yaml:8: platform.listen is missing',
    'mine.yaml:8: platform.listn is not known. Did you mean "listen"?',
  ]);
});

test('no value of the file is repeated: it may be a secret', () => {
  for (const line of [
    'credentials: { kind: oath, token: hush }',
    'credentials: hush',
    'operations: { start: hush }',
  ])
    assert.doesNotMatch(problem(line), /hush/);
});
