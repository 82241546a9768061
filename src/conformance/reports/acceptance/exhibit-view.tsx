import { isoTime } from '../../../clock/index.ts';
import type { Exhibit, Fact, Facts } from '../evidence/index.ts';

interface TableProps {
  readonly heading: string;
  readonly facts: Facts;
  readonly day: string;
}

/** What was sent, what the bridge answered and what Cumulocity held, side by side. */
export function ExhibitView({ exhibit: { day, sent, answered, held } }: { readonly exhibit: Exhibit }) {
  return (
    <div class="exhibit">
      <FactTable heading="What was sent" facts={sent} day={day} />
      <FactTable heading="What the bridge answered and told" facts={answered} day={day} />
      <FactTable heading="What Cumulocity held" facts={held} day={day} />
    </div>
  );
}

function FactTable({ heading, facts, day }: TableProps) {
  const { shown, more } = facts;
  const last = shown.at(-1);
  if (last === undefined) return null;
  const before = more === 0 ? shown : shown.slice(0, -1);
  return (
    <section>
      <h4>{heading}</h4>
      <dl>
        {before.map((fact, index) => (
          <FactLine key={`${index} ${fact.what}`} fact={fact} day={day} />
        ))}
        {more === 0 ? null : (
          <>
            <div class="more">… {more} more …</div>
            <FactLine fact={last} day={day} />
          </>
        )}
      </dl>
    </section>
  );
}

function FactLine({ fact, day }: { readonly fact: Fact; readonly day: string }) {
  const { what, time, values, isBad = false } = fact;
  return (
    <div class={isBad ? 'bad' : undefined}>
      <dt>
        {what}
        {time === undefined ? null : <time> {timeInWords(time, day)}</time>}
      </dt>
      {values.map(({ name, value }, index) => (
        <dd key={`${index} ${name}`}>
          {name === '' ? null : <i>{name} </i>}
          {value}{' '}
        </dd>
      ))}
    </div>
  );
}

/** `12:00:00` of the scenario's first day; the date as well on any other. */
function timeInWords(time: string, day: string): string {
  const ms = Date.parse(time);
  const iso = Number.isNaN(ms) ? time : isoTime(ms);
  const clock = iso.slice(11, 19);
  return iso.startsWith(day) ? clock : `${iso.slice(0, 10)} ${clock}`;
}
