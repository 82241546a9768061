import { readableText } from '../redacted-text.ts';
import type { Sights } from './choose-pictures.ts';

/** What a person saw, step by step. */
export function ScenarioSights({ found }: { readonly found: Sights | undefined }) {
  if (found === undefined || found.sights.length === 0) return null;
  const { count, sights } = found;
  const all = count === 1 ? 'one picture' : `${count} pictures`;
  return (
    <details class="sights" open>
      <summary>What was seen ({sights.length === count ? all : `${sights.length} of ${all}`})</summary>
      <div class="gallery">
        {sights.map(({ step, picture }, index) => (
          // One that is chosen is shown larger, without any script.
          <figure key={`${index} ${step}`} tabindex={0}>
            <img
              alt={`The page after: ${readableText(step)}`}
              src={`data:${picture.mediaType};base64,${picture.base64}`}
              loading="lazy"
            />
            <figcaption>{readableText(step)}</figcaption>
          </figure>
        ))}
      </div>
    </details>
  );
}
