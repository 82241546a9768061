import { z } from 'zod';
import { Live } from '../../../../src/ui/index.ts';
import { fragment, type PageAnswer } from '../answers.tsx';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';

const positionSchema = z.object({
  lat: z.number(),
  lng: z.number(),
  alt: z.number().optional(),
  accuracy: z.number().optional(),
});

const WIDTH = 720;
const HEIGHT = 360;

/** Where the device is, by `c8y_Position` of its managed object. */
export function locationTab(visit: Visit, id: string): PageAnswer {
  const { data: position } = positionSchema.safeParse(requireDevice(visit, id).fields.c8y_Position);
  const part = (
    <Live id="location" href={pathTo('devices', id, 'location')} shown={position ?? null} everySeconds={2}>
      <section class="panel" aria-labelledby="location-heading">
        <h2 id="location-heading">LOCATION</h2>
        {position === undefined ? (
          <p class="empty">The device has not been located yet.</p>
        ) : (
          <>
            <dl class="facts">
              <dt>Latitude</dt>
              <dd>{position.lat}°</dd>
              <dt>Longitude</dt>
              <dd>{position.lng}°</dd>
              {position.alt === undefined ? null : (
                <>
                  <dt>Altitude</dt>
                  <dd>{position.alt} m</dd>
                </>
              )}
              {position.accuracy === undefined ? null : (
                <>
                  <dt>Accuracy</dt>
                  <dd>{position.accuracy} m</dd>
                </>
              )}
            </dl>
            <Globe lat={position.lat} lng={position.lng} />
          </>
        )}
      </section>
    </Live>
  );
  return visit.isFragment
    ? answerLive(visit, position ?? null, () => fragment(part))
    : devicePage(visit, { id, tab: 'location', body: part });
}

/** Where one is on the net. */
const MARKS = [
  { text: 'Equator', at: [6, HEIGHT / 2 - 5] },
  { text: '30° N', at: [6, HEIGHT / 3 - 5] },
  { text: '60° N', at: [6, HEIGHT / 6 - 5] },
  { text: '30° S', at: [6, (HEIGHT * 2) / 3 - 5] },
  { text: '60° S', at: [6, (HEIGHT * 5) / 6 - 5] },
  { text: '90° W', at: [WIDTH / 4 + 5, HEIGHT - 7] },
  { text: 'Greenwich', at: [WIDTH / 2 + 5, HEIGHT - 7] },
  { text: '90° E', at: [(WIDTH * 3) / 4 + 5, HEIGHT - 7] },
] as const;

/** The place on the net of meridians and parallels: a map would have to be loaded from somewhere. */
function Globe({ lat, lng }: { readonly lat: number; readonly lng: number }) {
  const x = ((lng + 180) / 360) * WIDTH;
  const y = ((90 - lat) / 180) * HEIGHT;
  return (
    <svg
      class="globe"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Position ${lat}, ${lng} on the globe`}
    >
      <rect width={WIDTH} height={HEIGHT} class="sea" />
      {Array.from({ length: 11 }, (_, index) => (
        <path key={`m${index}`} class="grid" d={`M${((index + 1) * WIDTH) / 12} 0V${HEIGHT}`} />
      ))}
      {Array.from({ length: 5 }, (_, index) => (
        <path
          key={`p${index}`}
          class={index === 2 ? 'grid equator' : 'grid'}
          d={`M0 ${((index + 1) * HEIGHT) / 6}H${WIDTH}`}
        />
      ))}
      {MARKS.map(({ text, at: [markX, markY] }) => (
        <text key={text} x={markX} y={markY} class="mark">
          {text}
        </text>
      ))}
      <circle cx={x} cy={y} r="9" class="halo" />
      <circle cx={x} cy={y} r="4" class="spot" />
    </svg>
  );
}
