// npm run format: writes the format that `npm run check` asks for.
import { runProcess } from './run-process.ts';

process.exitCode = await runProcess('oxfmt', []);
