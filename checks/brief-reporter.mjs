import { inspect } from 'node:util';

/**
 * Tells what failed and what was left out and why; of what passed, only how many.
 *
 * @param {AsyncIterable<{ type: string, data: any }>} events of Node's test runner (Node.js documentation, Test runner,
 *   Custom reporters)
 */
export default async function* briefReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isSuite = data.details?.type === 'suite';
    if (type === 'test:fail') {
      // A suite fails only by its tests, and those are told.
      if (isSuite && data.details.error?.failureType === 'subtestsFailed') continue;
      counts.failed += 1;
      const cause = data.details.error?.cause ?? data.details.error;
      yield `✗ ${data.name}\n  ${data.file ?? ''}:${data.line ?? ''}\n${indented(inspect(cause))}\n\n`;
    } else if (data.skip !== undefined) {
      counts.skipped += 1;
      yield `- skipped: ${data.name}${data.skip === true ? '' : ` (${data.skip})`}\n`;
    } else if (!isSuite) counts.passed += 1;
  }
  yield `unit tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
}

function indented(text) {
  return text.replaceAll(/^/gm, '    ');
}
