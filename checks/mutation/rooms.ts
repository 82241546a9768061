/** A part of the bridge's logic, and the chapters of the features that are about it. */
export interface Room {
  readonly name: string;
  /** What is changed: patterns of files. */
  readonly files: readonly string[];
  readonly chapters: readonly string[];
  /** Unit tests that are about the room: patterns of files. */
  readonly unitTests: readonly string[];
}

const NO_LOGIC = ['!**/*.test.ts', '!**/testing/**', '!**/index.ts', '!**/errors.ts'];

function room(name: string, chapters: readonly string[], ...without: readonly string[]): Room {
  return {
    name,
    files: [`src/bridge/${name}/**/*.ts`, ...NO_LOGIC, ...without],
    chapters,
    unitTests: [`src/bridge/${name}/**/*.test.ts`, 'src/bridge/api/*-routes.test.ts'],
  };
}

/**
 * A mutant is judged by the chapters and unit tests of its room alone: all of them take twenty times as long, so that the
 * score of a room is what it has at least.
 */
export const ROOMS: readonly Room[] = [
  room('flows', ['flows', 'multiplexing', 'update']),
  room('commands', ['commands']),
  room('drivers', ['flows', 'management-api']),
  room(
    'cumulocity',
    ['mapping', 'verify', 'device-identity', 'commands', 'states'],
    '!src/bridge/cumulocity/node-http-*.ts',
  ),
  room('devices', ['device-identity', 'management-api']),
  room('events', ['create', 'management-api']),
  room('uplinks', ['delivery', 'durability', 'messages', 'bad-input']),
  room('connections', ['states', 'create', 'update', 'delete', 'common-parameters']),
  room('mqtt', ['durability', 'delivery', 'messages']),
  // Scenarios in virtual time store in memory: what is on disk the unit tests judge.
  room('storage', ['durability', 'delivery']),
  room('metrics', ['metrics']),
  {
    name: 'bridge',
    files: [
      'src/bridge/*.ts',
      ...['test.ts', 'bridge-config.ts', 'parts.ts', 'index.ts', 'errors.ts'].map(
        (ending) => `!src/bridge/*${ending}`,
      ),
    ],
    chapters: ['create', 'durability'],
    unitTests: ['src/bridge/*.test.ts', 'src/bridge/api/*-routes.test.ts'],
  },
];
