import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openProjectBrowser } from './project-browser.ts';

/*
 * Takes the pictures of the acceptance report that stand in docs/, of the reports of a full run in the folder given.
 */
const DOCS = fileURLToPath(new URL('../docs', import.meta.url));
/** An uplink on its whole way is what most readers look for. */
const REQUIREMENT = 'CREATE-02';

const [folder = 'reports'] = process.argv.slice(2);
const browser = await openProjectBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 1560 } });
  await page.goto(pathToFileURL(resolve(folder, 'acceptance.html')).href);
  await page.screenshot({ path: join(DOCS, 'acceptance-report.png') });
  console.log('docs/acceptance-report.png');
  const requirement = page.locator(`#${REQUIREMENT}`);
  await requirement.getByText('Who said what to whom').first().click();
  await requirement.screenshot({ path: join(DOCS, 'sequence-diagram.png') });
  console.log('docs/sequence-diagram.png');
} finally {
  await browser.close();
}
