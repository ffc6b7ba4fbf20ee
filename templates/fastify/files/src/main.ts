import { createServer } from 'node:net';

import { startProcess } from './start-process.ts';

const PORT = await knownPort(process.env['PORT']);

await startProcess('api', { ...process.env, PORT }, async (config, logger, telemetry) => {
  const { serve } = await import('./serve.ts');
  await serve(config, logger, telemetry);
});

/** Port 0 means any free one. It is chosen before the start, because links in mails carry it. */
async function knownPort(port: string | undefined): Promise<string | undefined> {
  if (port !== '0') return port;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? String(address.port) : port;
}
