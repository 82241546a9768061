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
  assert.deepEqual(problems(SOUND, {}), [
    'the environment has no variable SECRET: set it, or change the file',
  ]);
});

test('each wrong place is told by its line, with what was meant', () => {
  const wrong = SOUND.replace('baseUrl', 'baseURL')
    .replace('[connections-api]', '[conections-api]')
    .replace('/uplinks', 'uplinks');
  assert.deepEqual(
    problems(wrong).map((line) => line.replace(/expected one of .*"\./, '…')),
    [
      'mine.yaml:1: baseUrl is missing',
      'mine.yaml:6: capabilities.0: Invalid option: … Did you mean "connections-api"?',
      'mine.yaml:7: uplink.http.url: must be a URL or begin with /',
      'mine.yaml:4: baseURL is not known. Did you mean "baseUrl"?',
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
