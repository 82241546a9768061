import type { ToastProps } from '../../../src/ui/index.ts';
import type { Platform } from './platform.ts';
import type { Session } from './sessions.ts';

/** One request of somebody who is signed in. */
export interface Visit {
  readonly session: Session;
  readonly platform: Platform;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** Whether an open page asks, for a part of it. */
  readonly isFragment: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly notice?: ToastProps;
}
