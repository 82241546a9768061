import type { HttpDelivery, Network } from '../../mocks/lorawan/index.ts';
import type { BridgeConfig } from '../bridge/index.ts';
import { BASE_PATH, type SendToBridge } from './call-management-api.ts';

/** How documents go by HTTP; signed with the right key unless told otherwise. */
export type Posting = Partial<Pick<HttpDelivery, 'alsoMqtt' | 'asKey' | 'clockAheadMs'>>;

/** Lets a network post its documents to the bridge instead of publishing them, until what comes back is called. */
export function postUplinks(
  network: Network,
  send: SendToBridge,
  { intake }: BridgeConfig,
): (posting?: Posting) => () => void {
  return (posting = {}) => {
    if (intake.http === undefined) throw new Error('The bridge of this world takes nothing by HTTP.');
    return network.deliverByHttp({
      // Its host is of no account: the world carries it.
      url: `http://bridge${BASE_PATH}/uplinks`,
      asId: intake.http.asId,
      asKey: intake.http.asKey,
      ...posting,
      post: async (url, body) => {
        const { pathname, search } = new URL(url);
        const headers = { 'content-type': 'application/json' };
        return (await send({ method: 'POST', path: pathname + search, headers, body })).status;
      },
    });
  };
}
