import { z } from 'zod';
import { tokenOf } from '../token.ts';

export interface AsAddress {
  readonly url: string;
  readonly asId: string;
  /** Signs what is posted; no Token without it. */
  readonly asKey?: string;
}

const scalar = z.union([z.string(), z.number()]).optional().catch(undefined);
const signedSchema = z.object({
  CustomerID: scalar,
  DevEUI: scalar,
  FPort: scalar,
  FCntUp: scalar,
  FCntDn: scalar,
  payload_hex: scalar,
});
const documentSchema = z.record(z.string(), z.unknown());

type Signed = z.infer<typeof signedSchema>;

/**
 * The address with what the LRC says of a document, and the token over both (Actility, LRC-AS tunnel interface,
 * "Uplink"). The token signs the values as they are, the address carries them encoded.
 */
export function signedAddress(
  { url, asId, asKey }: AsAddress,
  devEui: string,
  document: unknown,
  time: string,
  number: number,
): string {
  const { root, fields } = openDocument(document);
  const query = [
    ['LrnDevEui', devEui],
    ['LrnFPort', textOf(fields.FPort)],
    ['LrnInfos', `${asId}-1-${number}`],
    ['AS_ID', asId],
    ['Time', time],
  ] as const;
  const sent = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  if (asKey === undefined) return `${url}?${sent}`;
  const plain = query.map(([name, value]) => `${name}=${value}`).join('&');
  return `${url}?${sent}&Token=${tokenOf(bodyElements(root, fields) + plain, asKey)}`;
}

/** What a document is called in the recording. */
export function summaryOf(document: unknown): {
  readonly title: string;
  readonly fCntUp: number | undefined;
} {
  const { root, fields } = openDocument(document);
  const fCntUp = root === 'DevEUI_uplink' && fields.FCntUp !== undefined ? Number(fields.FCntUp) : undefined;
  const known = fCntUp !== undefined && Number.isSafeInteger(fCntUp);
  return known ? { title: `uplink ${fCntUp}`, fCntUp } : { title: root, fCntUp: undefined };
}

/** Which of a document's values a token signs; those of a report as KPN's reference code for ThingPark has them. */
function bodyElements(root: string, fields: Signed): string {
  const { CustomerID, DevEUI, FPort, FCntUp, FCntDn, payload_hex } = fields;
  const uplink = [CustomerID, DevEUI, FPort, FCntUp, payload_hex];
  const report = [CustomerID, DevEUI, FPort, FCntDn];
  return (root === 'DevEUI_uplink' ? uplink : report).map(textOf).join('');
}

function openDocument(document: unknown): { readonly root: string; readonly fields: Signed } {
  const [root, inner] = Object.entries(documentSchema.safeParse(document).data ?? {})[0] ?? ['document', {}];
  const fields = signedSchema.safeParse(inner);
  return { root, fields: fields.success ? fields.data : {} };
}

function textOf(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}
