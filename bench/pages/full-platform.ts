import { createTwin } from '../../mocks/cumulocity/index.ts';
import type { Clock } from '../../src/clock/index.ts';
import type { Random } from '../../src/random/index.ts';
import { DEVICES, devEui, EVENTS, moment, type Running } from './stock.ts';

export const ACCOUNT = { id: 't100', domain: 'pages.example', user: 'bench', password: 'for-the-bench-only' };

/** A twin that holds the same devices and as many events. */
export async function startFullPlatform(clock: Clock, random: Random): Promise<Running> {
  const twin = createTwin({ clock, random, recorder: { record: () => undefined } });
  const { id, domain, user, password } = ACCOUNT;
  twin.addTenant({ id, domain, users: [{ name: user, password, roles: 'admin' }] });
  const { managedObjects } = twin.seed({
    managedObjects: Array.from({ length: DEVICES }, (_, index) => ({
      name: `device ${index + 1}`,
      c8y_IsDevice: {},
      c8y_Hardware: { model: 'elsys:ers:1', serialNumber: devEui(index + 1) },
    })),
  });
  twin.seed({
    events: Array.from({ length: EVENTS }, (_, index) => ({
      source: { id: managedObjects[index % DEVICES] ?? '' },
      type: 'c8y_LocationUpdate',
      text: 'Location updated',
      time: moment(index),
    })),
  });
  const { url } = await twin.listen({ from: 'operator' });
  return { url: `${url}/apps/devicemanagement`, end: () => twin.close() };
}
