import type { EventType } from '../events/event.ts';
import type { ConnectionState } from './connection-state.ts';

interface Told {
  readonly type: EventType;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** What is told when a connection enters a state, in the documented form (ThingPark X IoT Flow, Events). */
export function enteringText(
  state: ConnectionState,
  { name, id }: { readonly name: string; readonly id: string },
  cause: string,
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
      return {
        type: 'connection-restart-failed',
        severity: 'error',
        message: `Connection restart failed: Unable to restart connection ${name} with id ${id}: ${cause}`,
      };
    default:
      return undefined;
  }
}
