import type { Sights } from './choose-pictures.ts';
import { readableText } from './redacted-text.ts';

/** What a person saw, step by step. */
export function ScenarioSights({ found }: { readonly found: Sights | undefined }) {
  if (found === undefined) return null;
  const { count, sights } = found;
  const words = `What was seen (${count === 1 ? 'one picture' : `${count} pictures`})`;
  if (sights === undefined) return <p class="origin">{words}: see engineering.html</p>;
  return (
    <details class="sights" open>
      <summary>{words}</summary>
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
