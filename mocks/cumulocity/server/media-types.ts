const VENDOR = 'application/vnd.com.nsn.cumulocity.';

/** `managedobject` → `application/vnd.com.nsn.cumulocity.managedobject+json` (Cumulocity OpenAPI, *Media types*). */
export function vendorType(type: string): string {
  return `${VENDOR}${type}+json`;
}

/** The bare media type in lower case: "media type values should be treated as case insensitive". */
function essence(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

/** `managedobject`, `json` for plain JSON, or undefined for anything that isn't JSON of the platform's. */
export function jsonTypeOf(contentType: string | undefined): string | undefined {
  const bare = essence(contentType ?? '');
  if (bare === 'application/json') return 'json';
  return bare.startsWith(VENDOR) && bare.endsWith('+json') ? bare.slice(VENDOR.length, -5) : undefined;
}

interface Range {
  readonly bare: string;
  readonly quality: number;
}

function ranges(accept: string): Range[] {
  return accept
    .split(',')
    .map((part) => {
      const quality = /;\s*q\s*=\s*([\d.]+)/i.exec(part)?.[1];
      return { bare: essence(part), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ bare, quality }) => bare !== '' && quality > 0)
    .sort((left, right) => right.quality - left.quality);
}

/**
 * Which of the offered representations an `Accept` header asks for.
 *
 * @param offered full media types, the preferred one first
 * @param foreign whether a vendor type of another resource is taken for the first one
 * @returns the media type to answer with; undefined when none is accepted (406)
 */
export function negotiate(
  accept: string | undefined,
  offered: readonly string[],
  foreign: boolean,
): string | undefined {
  const [first] = offered;
  if (accept === undefined || accept.trim() === '') return first;
  for (const { bare } of ranges(accept)) {
    const exact = offered.find((type) => type === bare);
    if (exact !== undefined) return exact;
    if (bare === '*/*' || bare === 'application/*') return first;
    if (bare === 'application/json' && offered.some((type) => type.endsWith('+json'))) return bare;
    if (foreign && bare.startsWith(VENDOR)) return first;
  }
  return undefined;
}

/** With the parameters that the platform adds to its own types. */
export function contentTypeHeader(mediaType: string): string {
  return mediaType.startsWith(VENDOR) ? `${mediaType};charset=UTF-8;ver=0.9` : `${mediaType};charset=UTF-8`;
}
