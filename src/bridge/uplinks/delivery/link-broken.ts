/** Why a delivery had to stop: the account is refused, the platform doesn't work, or the link is being closed. */
export type BreakKind = 'refused' | 'lost' | 'aborted';

/** Ends a delivery; what is not delivered waits where it is. */
export class LinkBroken extends Error {
  override readonly name = 'LinkBroken';
  readonly kind: BreakKind;

  constructor(kind: BreakKind, cause: string) {
    super(cause);
    this.kind = kind;
  }
}
