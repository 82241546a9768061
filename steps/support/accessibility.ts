import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const findingsSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string() })),
    }),
  ),
});

/** What would keep somebody from using a page: what axe finds serious or critical, one sentence each. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // Through the browser's own tools: a page with a strict policy would not let a script in.
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = findingsSchema.parse(
    await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length} times, first: ${nodes[0]?.html ?? ''})`);
}
