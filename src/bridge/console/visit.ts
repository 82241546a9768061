import { z } from 'zod';
import type { ToastProps } from '../../ui/index.ts';
import type { Answer } from '../api/route.ts';
import { type DevEui, devEuiSchema } from '../dev-eui.ts';
import { read } from '../validation.ts';
import type { Session } from './sessions.ts';

/** One request of somebody who is signed in, read. */
export interface Visit {
  readonly session: Session;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  /** Path and query. */
  readonly url: string;
  /** Whether a page that is open asks, for a part of it. */
  readonly isFragment: boolean;
  /** What is to be told on the page that follows. */
  readonly notice?: ToastProps;
}

export interface PageRoute {
  readonly method: 'GET' | 'POST';
  /** Below the console's path, `/connections/{id}`. */
  readonly path: string;
  /** @throws {BridgeError} when it is refused */
  run(visit: Visit): Answer | Promise<Answer>;
}

/** A parameter of the path. */
export function param(visit: Visit, name: string): string {
  return visit.params[name] ?? '';
}

const byDevEui = z.object({ devEui: devEuiSchema });

/** The device that the path names, in either case. @throws {BridgeError} when that is none */
export function devEuiOf(visit: Visit): DevEui {
  return read(byDevEui, visit.params).devEui;
}
