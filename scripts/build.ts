// npm run build: the published bundle, apps/create-plinth/dist.
import { runProcess } from './run-process.ts';

process.exitCode = await runProcess(
  'turbo',
  ['run', 'build', '--output-logs=full', ...process.argv.slice(2)],
  {
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  },
);
