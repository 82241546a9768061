import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Records, type StoredRecord } from './records.ts';

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), at: fc.nat(20), source: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), nth: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), nth: fc.nat(30), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop-source' as const), source: fc.nat(3) }) },
);

test('indexes agree with a plain list, whatever is added, moved, removed and pushed out', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(20), fc.nat(20), (steps, from, to) => {
      const limit = 12;
      const records = new Records<StoredRecord>(limit);
      let model: StoredRecord[] = [];
      for (const [seq, todo] of steps.entries()) {
        if (todo.do === 'add') {
          const record = make(seq, todo.at, `s${todo.source}`);
          records.add(record);
          model = [...model, record].slice(-limit);
        } else if (todo.do === 'drop-source') {
          records.removeSource(`s${todo.source}`);
          model = model.filter((record) => record.sourceId !== `s${todo.source}`);
        } else {
          const record = model[todo.nth];
          if (record === undefined) continue;
          if (todo.do === 'remove') records.remove(record);
          else records.replace({ ...record, at: todo.at });
          model = model.flatMap((one) => {
            if (one !== record) return one;
            return todo.do === 'remove' ? [] : { ...record, at: todo.at };
          });
        }
      }
      const expected = (wanted: (record: StoredRecord) => boolean) =>
        model
          .filter((record) => record.at >= from && record.at < to && wanted(record))
          .sort((left, right) => left.at - right.at || left.seq - right.seq);
      assert.equal(records.size, model.length);
      assert.deepEqual(
        [...records.range({ from, to, order: 'oldest' })],
        expected(() => true),
      );
      assert.deepEqual([...records.range({ from, to, order: 'newest' })], expected(() => true).reverse());
      for (const sources of [['s0'], ['s1', 's2']]) {
        assert.deepEqual(
          [...records.range({ from, to, order: 'oldest', sources })],
          expected((record) => sources.includes(record.sourceId)),
        );
      }
    }),
  );
});

test('a record that was moved is removed also by who has read it before', () => {
  const records = new Records<StoredRecord>(5);
  const read = make(1, 10, 's');
  records.add(read);
  records.replace({ ...read, at: 20 });
  records.remove(read);
  assert.deepEqual([...records.range({ order: 'oldest' })], []);
  assert.deepEqual([...records.range({ sources: ['s'], order: 'oldest' })], []);
});

test('a full store counts what it pushed out, and stays fast at it', () => {
  const records = new Records<StoredRecord>(5000);
  for (let seq = 0; seq < 20_000; seq += 1) records.add(make(seq, seq, 's'));
  assert.deepEqual(records.counts, { held: 5000, stored: 20_000, dropped: 15_000 });
  assert.equal([...records.range({ sources: ['s'], order: 'oldest' })][0]?.seq, 15_000);
});

function make(seq: number, at: number, sourceId: string): StoredRecord {
  return { id: `r${seq}`, seq, at, sourceId, type: 't', created: at, updated: at, fields: {} };
}
