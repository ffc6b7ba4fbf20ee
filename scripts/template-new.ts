// npm run template:new [-- ID KIND TITLE ABOUT]: the skeleton of a new template, which passes template:check at once.
import { runProcess } from './run-process.ts';

process.exitCode = await runProcess('plop', [
  '--plopfile',
  'scripts/plopfile.mjs',
  'template',
  ...process.argv.slice(2),
]);
