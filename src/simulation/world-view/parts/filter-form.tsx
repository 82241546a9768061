import { HOPS, type MessageFilter, writeFilter } from '../message-filter.ts';

export interface FilterFormProps {
  readonly filter: MessageFilter;
  readonly devices: readonly { readonly devEui: string; readonly name: string }[];
  /** The number of the newest message. */
  readonly newest: number;
}

/** Which messages are shown, and whether new ones come in. */
export function FilterForm({ filter, devices, newest }: FilterFormProps) {
  const { until, ...running } = filter;
  const paused = until !== undefined;
  const toggled = paused ? running : { ...filter, until: Math.max(1, newest) };
  return (
    <search>
      <form class="filters" method="get" action="/">
        <label>
          Device
          <select name="device">
            <option value="">any</option>
            {devices.map(({ devEui, name }) => (
              <option key={devEui} value={devEui} selected={devEui === filter.devEui}>
                {`${devEui} (${name})`}
              </option>
            ))}
          </select>
        </label>
        <label>
          Hop
          <select name="hop">
            <option value="">any but operators</option>
            {Object.entries(HOPS).map(([hop, label]) => (
              <option key={hop} value={hop} selected={hop === filter.hop}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {paused ? <input type="hidden" name="until" value={until} /> : null}
        <button type="submit" class="button">
          Filter
        </button>
        <a class="button" href={`/?${writeFilter(toggled)}`}>
          {paused ? 'Go on' : 'Pause'}
        </a>
        <a class="button" href="/capture" download="world.ndjson">
          Save
        </a>
      </form>
    </search>
  );
}
