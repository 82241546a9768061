import type { ExternalIds } from '../store/external-ids.ts';
import type { ManagedObject } from '../store/managed-objects.ts';

const BETWEEN_TOKENS = /[\s/\-.]+/;

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(BETWEEN_TOKENS)
    .filter((token) => token !== '');
}

/**
 * `text=`: any of its tokens in id, type, name, owner or external ids; in double quotes, the whole phrase
 * (Cumulocity OpenAPI, *Retrieve all managed objects*).
 */
export function textMatcher(text: string, externalIds: ExternalIds): (object: ManagedObject) => boolean {
  const phrase = /^"(.*)"$/.exec(text.trim())?.[1]?.toLowerCase();
  const wanted = tokens(text);
  return (object) => {
    const { type, name } = object.fields;
    const external = externalIds.of(object.id).map((id) => id.externalId);
    const examined = [object.id, type, name, object.owner, ...external].flatMap((value) =>
      typeof value === 'string' ? [value.toLowerCase()] : [],
    );
    if (phrase !== undefined) return examined.some((value) => value.includes(phrase));
    return examined.some((value) => {
      const own = tokens(value);
      return wanted.some((token) => own.includes(token));
    });
  };
}
