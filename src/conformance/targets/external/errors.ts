const CATALOGUE = {
  unreadable: { message: 'can not be read', remedy: 'Check its path and who may read it.' },
  invalid: { message: 'is no description of a target', remedy: '`iot-flow-tck init` writes one that is.' },
  adapter: {
    message: 'names an adapter that can not be used',
    remedy: 'See the type BridgeAdapter and docs/judge-your-bridge.md.',
  },
  file: {
    message: 'names a file that can not be used',
    remedy:
      'Paths are relative to the description. Check the path, what the file holds, and who may read it.',
  },
  listen: {
    message: 'names an address at which the twin can not listen',
    remedy:
      'End what else listens there, such as another run of the kit, or change platform.listen and where your bridge is told to reach the twin.',
  },
  broker: {
    message: 'names a broker that the kit can not use',
    remedy: 'Check that it is running, and uplink.mqtt: url, username and password.',
  },
} as const;

export type TargetErrorCode = keyof typeof CATALOGUE;

/**
 * What keeps a description of a target, or what it names beside the bridge, from being used: never a fault of the bridge. Its
 * message tells each place and how to mend it.
 */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: TargetErrorCode;

  /** @param problems one a line, with their places */
  constructor(code: TargetErrorCode, file: string, problems: readonly string[], options?: ErrorOptions) {
    const { message, remedy } = CATALOGUE[code];
    super([`${file} ${message}.`, ...problems.map((one) => `  ${one}`), `  ${remedy}`].join('\n'), options);
    this.code = code;
  }
}
