// npm run check: format, lint and types of the repository.
import { CHECKS, runChecks } from './checks.ts';

const failed = await runChecks();
console.log(`\n${CHECKS.length - failed.length} of ${CHECKS.length} checks passed`);
process.exitCode = failed.length > 0 ? 1 : 0;
