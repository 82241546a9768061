import { tokenOf } from '../token.ts';
import type { Signature } from './downlink-document.ts';

/** Who may send downlinks, as ThingPark's AS profile names him. */
export interface ApplicationServer {
  readonly asId: string;
  readonly asKey: string;
}

/** Why a downlink is not this application server's; undefined if it is. It shows the key itself, or a token. */
export function signatureProblem(
  signature: Signature,
  { asId, asKey }: ApplicationServer,
): string | undefined {
  if (signature.asId !== asId) return 'AS_ID is missing or unknown';
  if (signature.asKey !== undefined) {
    return signature.asKey.toLowerCase() === asKey.toLowerCase() ? undefined : 'AS_KEY is wrong';
  }
  if (signature.token === undefined) return 'Neither AS_KEY nor Token is given';
  return signature.token.toLowerCase() === tokenOf(signature.query, asKey) ? undefined : 'Token is wrong';
}
