import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

import { afterAll } from 'vitest';

/** Stands between the service and its database, so that a test can take the database away. */
export async function useDatabaseProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const doomed = new WeakSet<Socket>();
  let server: Server | undefined;
  let port = 0;

  async function restore(): Promise<void> {
    server = createServer((incoming) => {
      const outgoing = connect(Number(target.port), target.hostname);
      for (const socket of [incoming, outgoing]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          sockets.delete(socket);
          incoming.destroy();
          outgoing.destroy();
        });
      }
      incoming.prependListener('data', () => {
        if (doomed.has(incoming)) incoming.destroy();
      });
      incoming.pipe(outgoing).pipe(incoming);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address) port = address.port;
  }

  async function cut(): Promise<void> {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  /** Each connection that stands is lost with what is sent over it next: nobody heard before that it was cut. */
  function cutOnUse(): void {
    for (const socket of sockets) doomed.add(socket);
  }

  await restore();
  afterAll(cut);
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, cut, restore, cutOnUse };
}
