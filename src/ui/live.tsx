import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';

/** Changes when what is shown changes. */
export function fingerprint(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
}

export interface LiveProps {
  readonly id: string;
  /** Where the part is asked for anew. */
  readonly href: string;
  /** All that it shows: it is sent anew only when that has changed. */
  readonly shown: unknown;
  readonly everySeconds: number;
  /** A form in it that is being filled in, or what was unfolded in it, must not be swept away. */
  readonly restsWhileUsed?: boolean;
  /** Whether it joins a page that is open, in the place of the part of the same id. */
  readonly beside?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A part of a page that follows what it shows, by asking: that outlives a restart of the server, a proxy and a laptop's
 * sleep without any code for it, and leaves no request open. Asking costs little, for what has not changed is not sent.
 */
export function Live(props: LiveProps) {
  const { id, href, everySeconds, restsWhileUsed = false, beside = false, children } = props;
  const seen = fingerprint(props.shown);
  return (
    <div
      id={id}
      hx-get={`${href}${href.includes('?') ? '&' : '?'}seen=${seen}`}
      hx-trigger={`every ${everySeconds}s`}
      hx-swap="outerHTML"
      hx-target="this"
      {...(beside ? { 'hx-swap-oob': 'true' } : {})}
      {...(restsWhileUsed ? { 'data-rests-while-used': '' } : {})}
    >
      {children}
    </div>
  );
}
