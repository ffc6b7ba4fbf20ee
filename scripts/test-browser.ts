// npm run test:browser [-- --picture]: a person's path through a generated project and its development
// page in Chromium. `--picture` also takes the picture of docs/development-page.md.
import { parseArgs } from 'node:util';
import { findChromium } from '../tests/browser/support/chromium.ts';
import { runVitest } from './run-vitest.ts';

const { values } = parseArgs({ options: { picture: { type: 'boolean', default: false } } });

if (findChromium() === undefined) {
  const given = process.env['CHROMIUM'];
  const what = given ? `CHROMIUM=${given} is no file` : 'Chromium is missing';
  console.error(`${what}: apt-get install chromium, or set CHROMIUM=/path/to/it.`);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
if (values.picture) process.env['PLINTH_PICTURE'] = '1';
const { passed, failed } = await runVitest(['browser']);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
