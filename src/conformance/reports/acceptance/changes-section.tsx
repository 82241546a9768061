import type { Change, Comparison } from '../compare-runs.ts';
import { dateInWords, VERDICT_WORDS } from './wording.ts';

/** What is different from an earlier run; says so too when nothing is. */
export function ChangesSection({ comparison }: { readonly comparison: Comparison }) {
  const { worse, mended, other, added, gone } = comparison;
  const groups = [
    { heading: 'No longer kept', changes: worse },
    { heading: 'Kept again', changes: mended },
    { heading: 'Judged otherwise', changes: other },
    { heading: 'New in this catalogue', changes: added },
    { heading: 'No longer in this catalogue', changes: gone },
  ].filter(({ changes }) => changes.length > 0);
  return (
    <section class="chapter" id="changes">
      <h2>Since {dateInWords(comparison.since)}</h2>
      <p class="intro">
        Compared with the run of {dateInWords(comparison.since)} by iot-flow-tck {comparison.toolVersion}
        {groups.length === 0 ? ', every requirement has the verdict that it had then.' : '.'}
      </p>
      {groups.map(({ heading, changes }) => (
        <div key={heading} class="panel untested">
          <h3>
            {heading} <span class="quiet">({changes.length})</span>
          </h3>
          <ul>
            {changes.map((change) => (
              <ChangeLine key={change.id} change={change} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function ChangeLine({ change: { id, text, before, now } }: { readonly change: Change }) {
  const words = [before, now].flatMap((verdict) =>
    verdict === undefined ? [] : [VERDICT_WORDS[verdict].word],
  );
  return (
    <li>
      {text === undefined ? (
        <span class="mono">{id}</span>
      ) : (
        <a class="mono" href={`#${id}`}>
          {id}
        </a>
      )}{' '}
      {text} <span class="quiet">{words.join(' → ')}</span>
    </li>
  );
}
