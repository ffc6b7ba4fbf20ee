// npm run format: writes the format that `npm run check` asks for.
import { readArguments } from './arguments.ts';
import { runProcess } from './run-process.ts';

readArguments('npm run format', {});
process.exitCode = await runProcess('oxfmt', []);
