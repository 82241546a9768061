import { readFile } from 'node:fs/promises';
import { withoutEvidence } from './without-evidence.ts';

// Fails when a requirement of the report for readers was tested and shows nothing by which its verdict could be checked.

const [file = 'reports/acceptance.html'] = process.argv.slice(2);
const { tested, bare } = withoutEvidence(await readFile(file, 'utf8'));
if (tested.length === 0) {
  console.log(`${file} shows no requirement that was tested.`);
  process.exitCode = 1;
} else if (bare.length > 0) {
  console.log(
    `${file}: ${bare.length} of ${tested.length} tested requirements show no evidence: ${bare.join(', ')}`,
  );
  console.log('See src/conformance/reports/evidence for what is drawn out of the traffic.');
  process.exitCode = 1;
} else {
  console.log(`${file}: all ${tested.length} tested requirements show evidence.`);
}
