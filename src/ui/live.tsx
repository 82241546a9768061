import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';

export interface LiveProps {
  readonly id: string;
  /** Where the part is asked for anew. */
  readonly href: string;
  /** All that it shows: it is sent anew only when that has changed. */
  readonly shown: unknown;
  readonly everySeconds: number;
  /** A form in it must not be swept away. */
  readonly restsWhileEditing?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A part of a page that follows what it shows, by asking: that outlives a restart of the server, a proxy and a laptop's
 * sleep without any code for it, and leaves no request open. Asking costs little, for what has not changed is not sent.
 */
export function Live({ id, href, shown, everySeconds, restsWhileEditing, children }: LiveProps) {
  const seen = fingerprint(shown);
  return (
    <div
      id={id}
      hx-get={`${href}${href.includes('?') ? '&' : '?'}seen=${seen}`}
      hx-trigger={`every ${everySeconds}s`}
      hx-swap="outerHTML"
      hx-target="this"
      {...(restsWhileEditing === true ? { 'data-rests-while-editing': '' } : {})}
    >
      {children}
    </div>
  );
}

/** Changes when what is shown changes. */
export function fingerprint(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
}
