// npm run build: the published bundle, apps/create-plinth/dist.
import { readArguments } from './arguments.ts';
import { runProcess } from './run-process.ts';

readArguments('npm run build', {});
process.exitCode = await runProcess('turbo', ['run', 'build', '--output-logs=full'], {
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
});
