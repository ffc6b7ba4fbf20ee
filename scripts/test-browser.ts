// npm run test:browser [-- --picture]: a person's path through a generated project and its development
// page in Chromium. `--picture` also takes the picture of docs/development-page.md.
import { findChromium } from '../tests/browser/support/chromium.ts';
import { readArguments } from './arguments.ts';
import { countsLine } from './counts.ts';
import { runVitest } from './run-vitest.ts';

const { values } = readArguments('npm run test:browser -- [--picture]', {
  options: { picture: { type: 'boolean', default: false } },
});

if (findChromium() === undefined) {
  const given = process.env['CHROMIUM'];
  const what = given ? `CHROMIUM=${given} is no file` : 'Chromium is missing';
  console.error(`${what}: apt-get install chromium, or set CHROMIUM=/path/to/it.`);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
if (values.picture) process.env['PLINTH_PICTURE'] = '1';
const counts = await runVitest(['browser']);
console.log(`\n${countsLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
