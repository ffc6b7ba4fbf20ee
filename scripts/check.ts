// npm run check: format, lint and types of the repository.
import { readArguments } from './arguments.ts';
import { CHECKS, runChecks } from './checks.ts';

readArguments('npm run check', {});
const failed = await runChecks();
console.log(`\n${CHECKS.length - failed.length} of ${CHECKS.length} checks passed`);
process.exitCode = failed.length > 0 ? 1 : 0;
