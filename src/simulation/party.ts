import type { Party } from '../recording/index.ts';

/** How the client id of the simulated network at a broker begins. */
export const NETWORK_CLIENT_ID = 'network-server';

/** Which lane of a diagram a client of the broker belongs to. Who is not the network is the bridge under test. */
export function partyOf(clientId: string): Party {
  return clientId.startsWith(NETWORK_CLIENT_ID) ? 'network-server' : 'bridge';
}
