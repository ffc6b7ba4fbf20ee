// npm run template:new [-- ID KIND TITLE ABOUT]: the skeleton of a new template, which passes template:check at once.
import { readArguments } from './arguments.ts';
import { runProcess } from './run-process.ts';

const usage = 'npm run template:new -- [ID platform|service|part TITLE ABOUT]';
const { positionals } = readArguments(usage, { allowPositionals: true });
process.exitCode = await runProcess('plop', [
  '--plopfile',
  'scripts/plopfile.mjs',
  'template',
  ...positionals,
]);
