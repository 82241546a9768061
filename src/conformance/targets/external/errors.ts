const CATALOGUE = {
  unreadable: { message: 'can not be read', remedy: 'Check its path and who may read it.' },
  invalid: { message: 'is no description of a target', remedy: '`iot-flow-tck init` writes one that is.' },
  adapter: {
    message: 'names an adapter that can not be used',
    remedy: 'See the type BridgeAdapter and docs/judge-your-bridge.md.',
  },
} as const;

export type TargetErrorCode = keyof typeof CATALOGUE;

/** What keeps a description of a target from being used; its message tells each place and how to mend it. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: TargetErrorCode;

  /** @param problems one a line, with their places */
  constructor(code: TargetErrorCode, file: string, problems: readonly string[]) {
    const { message, remedy } = CATALOGUE[code];
    super([`${file} ${message}.`, ...problems.map((one) => `  ${one}`), `  ${remedy}`].join('\n'));
    this.code = code;
  }
}
