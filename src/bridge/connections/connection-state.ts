/** The documented states of a connection (ThingPark X IoT Flow, About connections, Connection states). */
export const CONNECTION_STATES = [
  'CLOSED',
  'OPENING',
  'AUTHENTICATING',
  'OPENED',
  'AUTHENTICATION_FAILED',
  'CLOSING',
  'DEACTIVATED',
  'UNREACHABLE',
] as const;

export type ConnectionState = (typeof CONNECTION_STATES)[number];
