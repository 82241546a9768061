import { type Finding, type Story, sequenceDiagramSvg } from '../../recording/index.ts';
import { renderStandalonePage } from '../../ui/index.ts';

const CSS = `
.story{list-style:none;margin:1rem 0;padding:.4rem 1rem}
.story li{display:grid;grid-template-columns:7.5rem 1fr;gap:.8rem;padding:.2rem 0;overflow-wrap:anywhere}
.story time{color:var(--quiet);font-variant-numeric:tabular-nums}
.story .day{display:block;font-weight:650;padding-top:.6rem}
.story .failed{color:var(--failed-text)}
.story .refused{color:var(--blocked-text)}
.finding{padding:.8rem 1rem;margin:.8rem 0;border-left:4px solid var(--failed-solid)}
.finding dl{display:grid;grid-template-columns:5rem 1fr;gap:.2rem .8rem;margin:.5rem 0 0}
.finding dt{color:var(--quiet)}
.finding dd{margin:0;overflow-wrap:anywhere}
.diagram{margin:1rem 0;padding:.5rem;overflow-x:auto}
h2{margin-top:2rem}`;

/** How many messages the diagram draws: the page is to open at once. */
const MOST_DRAWN = 200;

/** A story as a page that stands alone: what went wrong, the diagram, the sentences. */
export function explainPage({ title, lines, findings, envelopes }: Story): string {
  const svg = sequenceDiagramSvg(envelopes, { title, most: MOST_DRAWN });
  const days = byDay(lines);
  return renderStandalonePage({
    title,
    css: CSS,
    body: (
      <main class="page">
        <h1>{title}</h1>
        <h2>What went wrong</h2>
        {findings.length === 0 ? <p>Nothing, as far as the recording shows.</p> : findings.map(findingPart)}
        <h2>Who said what to whom</h2>
        <div class="diagram panel" dangerouslySetInnerHTML={{ __html: svg }} />
        <h2>In words</h2>
        <ol class="story panel">
          {[...days].map(([day, ofDay]) => [
            <li key={day} class="day">
              {day} (UTC)
            </li>,
            ...ofDay.map(({ time, sentence, went }) => (
              <li key={sentence} class={went ?? 'ok'}>
                <time dateTime={time}>{time.slice(11, 23)}</time>
                <span>{sentence}</span>
              </li>
            )),
          ])}
        </ol>
      </main>
    ),
  });
}

function findingPart({ what, cause, remedy, request, time, seq }: Finding) {
  return (
    <section class="finding panel" key={`${seq} ${what}`}>
      <h3>{what}</h3>
      <dl>
        <dt>When</dt>
        <dd>{time}</dd>
        <dt>Cause</dt>
        <dd>{cause}</dd>
        <dt>Remedy</dt>
        <dd>{remedy}</dd>
        {request === undefined
          ? null
          : [
              <dt key="request">Request</dt>,
              <dd key="document" class="mono">
                {request}
              </dd>,
            ]}
      </dl>
    </section>
  );
}

function byDay(lines: Story['lines']): ReadonlyMap<string, Story['lines']> {
  const days = new Map<string, Story['lines']>();
  for (const line of lines) {
    const day = line.time.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return days;
}
