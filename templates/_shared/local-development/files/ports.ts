import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

import { errorCode } from './error-code.ts';

/** Listens and gives the port, or undefined if it is not to be had; 0 stands for any free one. */
export async function listen(
  server: Server,
  port: number,
  host = '127.0.0.1',
): Promise<number | undefined> {
  try {
    const listening = once(server, 'listening');
    server.listen(port, host);
    await listening;
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES') return undefined;
    throw error;
  }
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

/** The wanted port, or undefined if it is taken. */
export async function freePort(wanted = 0, host?: string): Promise<number | undefined> {
  const server = createServer();
  const port = await listen(server, wanted, host);
  if (port !== undefined) {
    server.close();
    await once(server, 'close');
  }
  return port;
}
