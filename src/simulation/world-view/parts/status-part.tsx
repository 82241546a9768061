import { Live } from '../../../ui/index.ts';
import type { WorldStatus } from '../viewed-world.ts';

/** How far the uplinks have come, in numbers. */
export function StatusPart({ status }: { readonly status: WorldStatus }) {
  const { sent, delivered, inFlight, failed } = status;
  const tiles = [
    { name: 'Uplinks sent', value: sent },
    { name: 'Delivered', value: delivered },
    { name: 'In flight', value: inFlight },
    { name: 'Failed', value: failed },
  ];
  return (
    <Live id="status" href="/status" shown={status} everySeconds={1}>
      <dl class="tiles">
        {tiles.map(({ name, value }) => (
          <div class="tile" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Live>
  );
}
