import type { PageAnswer } from '../answers.tsx';
import { listDevices } from '../device-list.ts';
import { page } from '../frame.tsx';
import { inventoryOf } from '../inventory-of.ts';
import { APP_PATH, pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';

/** What there is, in numbers, and the way to it. */
export function homePage(visit: Visit): PageAnswer {
  const { measurements, events, alarms, operations } = visit.session.tenant.store;
  const devices = listDevices(inventoryOf(visit).all(), visit.now, {
    search: '',
    sort: 'id',
    descending: false,
    page: 1,
  });
  const counts = [
    { label: 'Measurements', count: measurements.counts.held },
    { label: 'Events', count: events.counts.held },
    { label: 'Alarms', count: alarms.counts.held },
    { label: 'Operations', count: operations.counts.held },
  ];
  return page(visit, {
    title: 'Home',
    here: APP_PATH,
    body: (
      <>
        <div class="headline">
          <h1>Device management</h1>
        </div>
        <div class="tiles">
          <a class="tile" href={pathTo('devices')}>
            <span class="name">All devices</span>
            <span class="number">{devices.total}</span>
          </a>
          {counts.map(({ label, count }) => (
            <div class="tile" key={label}>
              <span class="name">{label}</span>
              <span class="number">{count}</span>
            </div>
          ))}
        </div>
      </>
    ),
  });
}
