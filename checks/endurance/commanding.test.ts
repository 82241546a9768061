import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeCommands } from './commanding.ts';

const operation = (id: string, status: string, payload_hex: string) => ({
  id,
  status,
  iotFlow_Downlink: { payload_hex },
});

describe('the judgement of commands', () => {
  it('passes successes that arrived once, and failures that did not or once', () => {
    const operations = [
      operation('1', 'SUCCESSFUL', '01'),
      operation('2', 'FAILED', '02'),
      operation('3', 'FAILED', '03'),
    ];
    const verdict = judgeCommands(
      operations,
      new Map([
        ['01', 1],
        ['03', 1],
      ]),
    );
    assert.deepEqual(verdict, { given: 3, successful: 1, failed: 2, open: 0, faults: [] });
  });

  for (const [what, status, times, fault] of [
    ['a success that no device received', 'SUCCESSFUL', 0, /SUCCESSFUL, received 0/],
    ['a success that a device received twice', 'SUCCESSFUL', 2, /SUCCESSFUL, received 2/],
    ['a failure that a device received twice', 'FAILED', 2, /received 2/],
    ['one that is still EXECUTING', 'EXECUTING', 1, /still EXECUTING/],
    ['one that is still PENDING', 'PENDING', 0, /still PENDING/],
  ] as const) {
    it(`fails ${what}`, () => {
      const { faults } = judgeCommands([operation('7', status, '0a')], new Map([['0a', times]]));
      assert.equal(faults.length, 1);
      assert.match(faults.join(), fault);
    });
  }

  it('fails commands of which none succeeded', () => {
    const operations = Array.from({ length: 10 }, (_, index) => operation(`${index}`, 'FAILED', `0${index}`));
    assert.deepEqual(judgeCommands(operations, new Map()).faults, ['none of 10 commands succeeded']);
  });
});
