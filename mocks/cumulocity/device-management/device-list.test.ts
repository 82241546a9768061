import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ManagedObjects } from '../store/managed-objects.ts';
import { type ListWish, listDevices, PER_PAGE, SORT_KEYS } from './device-list.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const EVERYTHING: ListWish = { search: '', sort: 'id', descending: false, page: 1 };

function inventory(fields: readonly Readonly<Record<string, unknown>>[]): ManagedObjects {
  const objects = new ManagedObjects(100_000);
  fields.forEach((one, index) => {
    objects.add({ id: String(index + 1), seq: index, owner: 'x', created: NOW - index, fields: one });
  });
  return objects;
}

const device = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  c8y_IsDevice: {},
  ...more,
});

test('only devices are listed, with what identifies them', () => {
  const objects = inventory([
    { name: 'a group' },
    device('probe', { c8y_Hardware: { model: 'elsys:ers:1', serialNumber: '70B3' } }),
  ]);
  assert.deepEqual(listDevices(objects.all(), NOW, EVERYTHING).devices, [
    {
      id: '2',
      name: 'probe',
      model: 'elsys:ers:1',
      serialNumber: '70B3',
      registered: NOW - 1,
      status: 'NOT MONITORED',
    },
  ]);
});

test('a search finds in name, model, serial number and id, whatever the case', () => {
  const objects = inventory([
    device('Roof'),
    device('x', { c8y_Hardware: { model: 'ROOFTOP' } }),
    device('y', { c8y_Hardware: { serialNumber: 'aroofb' } }),
    device('cellar'),
  ]);
  const found = (search: string) =>
    listDevices(objects.all(), NOW, { ...EVERYTHING, search }).devices.map(({ id }) => id);
  assert.deepEqual(found('roof'), ['1', '2', '3']);
  assert.deepEqual(found(' CELLAR '), ['4']);
  assert.deepEqual(found('4'), ['4']);
});

test('a status is that of the availability the device is asked for', () => {
  const objects = inventory([
    device('a'),
    device('b', { c8y_RequiredAvailability: { responseInterval: 5 } }),
  ]);
  const found = listDevices(objects.all(), NOW, { ...EVERYTHING, status: 'UNAVAILABLE' });
  assert.deepEqual(
    found.devices.map(({ name }) => name),
    ['b'],
  );
});

test('whatever is wanted: pages are parts of one order, and together they are all that matches', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 2 })), { maxLength: 130 }),
      fc.constantFrom(...SORT_KEYS),
      fc.boolean(),
      fc.string({ maxLength: 1 }),
      (devices, sort, descending, search) => {
        const objects = inventory(devices.map(([name, model]) => device(name, { c8y_Hardware: { model } })));
        const page = (at: number) => listDevices(objects.all(), NOW, { search, sort, descending, page: at });
        const { pages, total } = page(1);
        const all = Array.from({ length: pages }, (_, index) => page(index + 1).devices).flat();
        assert.equal(all.length, total);
        assert.equal(new Set(all.map(({ id }) => id)).size, total);
        assert.ok(
          Array.from({ length: pages }, (_, index) => page(index + 1)).every(
            (one) => one.devices.length <= PER_PAGE,
          ),
        );
        const keys = all.map((one) =>
          sort === 'id' ? Number(one.id) : sort === 'registered' ? one.registered : one[sort].toLowerCase(),
        );
        for (const [index, key] of keys.entries()) {
          const before = keys[index - 1];
          if (before === undefined) continue;
          assert.ok(descending ? before >= key : before <= key, `${before} before ${key}`);
        }
        assert.deepEqual(page(pages + 5).page, pages);
      },
    ),
  );
});
