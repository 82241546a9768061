import type { ChapterVerdict } from '../../verdicts/index.ts';
import { UNTESTED_WORDS, VERDICT_WORDS } from './wording.ts';

/** All that no scenario tests, by why: the part of the promise that this report can't vouch for. */
export function UntestedSection({ chapters }: { readonly chapters: readonly ChapterVerdict[] }) {
  const all = chapters.flatMap(({ requirements }) => requirements);
  const groups = Object.entries(UNTESTED_WORDS)
    .map(([kind, { heading }]) => ({
      heading,
      rows: all.filter(({ requirement }) => requirement.untested?.kind === kind),
    }))
    .filter(({ rows }) => rows.length > 0);
  if (groups.length === 0) return null;
  return (
    <section class="chapter" id="not-tested">
      <h2>What is not tested, and why</h2>
      {groups.map(({ heading, rows }) => (
        <div key={heading} class="panel untested">
          <h3>{heading}</h3>
          <ul>
            {rows.map(({ requirement, reason }) => (
              <li key={requirement.id}>
                <a class="mono" href={`#${requirement.id}`}>
                  {requirement.id}
                </a>{' '}
                {requirement.text} <span class="quiet">{reason}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** How to read the report, and how to make it again. */
export function ReadingHelp({ reproduce }: { readonly reproduce: string }) {
  return (
    <footer class="chapter" id="reading">
      <h2>How to read this report</h2>
      <dl class="meanings">
        {Object.values(VERDICT_WORDS).map(({ word, meaning }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>
        MUST, SHOULD and MAY say how binding a requirement is. Each was derived from the document named beside
        it; “Chosen by this project” marks where the documents are silent or contradict each other.
      </p>
      <p>
        The evidence is what was recorded between the devices, the bridge, Cumulocity and whoever called the
        bridge, shortened and without secrets. A requirement that is kept shows it for one of its scenarios;
        its other scenarios and what went wrong have theirs beside their steps. What Cumulocity held is what
        was read there afterwards or, where nobody read it, what it accepted. Times are UTC, and virtual where
        days pass in no time.
      </p>
      <p>
        In the diagrams time goes downwards; an arrow is a message or a request together with its answer, a
        dashed one an answer alone, a box what happened at one party. What the scenario only prepared is one
        line. On paper a diagram is shown where something went wrong, and where it was open when the page was
        printed.
      </p>
      <p>The same run again:</p>
      <pre>{reproduce}</pre>
    </footer>
  );
}
