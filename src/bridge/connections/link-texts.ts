import type { EventType } from '../events/event.ts';
import type { ConnectionState } from './connection-state.ts';

interface Told {
  readonly type: EventType;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Of whom and of what is told. */
interface Change {
  readonly connection: { readonly name: string; readonly id: string };
  readonly cause: string;
  /** Whether it is the first attempt since the connection was created, started or activated. */
  readonly isFirstAttempt: boolean;
}

/**
 * What is told when a connection enters a state, in the documented form (ThingPark X IoT Flow, Events). That a first
 * opening failed has no documented text of its own, and is no restart.
 */
export function enteringText(
  state: ConnectionState,
  { connection: { name, id }, cause, isFirstAttempt }: Change,
): Told | undefined {
  switch (state) {
    case 'OPENING':
      return {
        type: 'connection-opening',
        severity: 'info',
        message: `Connection opening: Opening connection ${name} with id ${id} ...`,
      };
    case 'OPENED':
      return {
        type: 'connection-opened',
        severity: 'info',
        message: `Connection opened: Connection ${name} with id ${id} is open`,
      };
    case 'CLOSING':
      return {
        type: 'connection-closing',
        severity: 'info',
        message: `Connection closing: Closing connection ${name} with id ${id} ... (${cause})`,
      };
    case 'CLOSED':
      return {
        type: 'connection-closed',
        severity: 'info',
        message: `Connection closed: Connection ${name} with id ${id} is closed (${cause})`,
      };
    case 'AUTHENTICATION_FAILED':
      return {
        type: 'authentication-failed',
        severity: 'error',
        message: `Authentication failed: Connection ${name} with id ${id} is refused: ${cause}`,
      };
    case 'UNREACHABLE':
      if (isFirstAttempt)
        return {
          type: 'connection-opening-failed',
          severity: 'error',
          message: `Connection opening failed: Unable to open connection ${name} with id ${id}: ${cause}`,
        };
      return {
        type: 'connection-restart-failed',
        severity: 'error',
        message: `Connection restart failed: Unable to restart connection ${name} with id ${id}: ${cause}`,
      };
    default:
      return undefined;
  }
}
