import { startProcess } from './start-process.ts';

await startProcess('worker', process.env, async (config, logger, telemetry) => {
  const { work } = await import('./work.ts');
  await work(config, logger, telemetry);
});
