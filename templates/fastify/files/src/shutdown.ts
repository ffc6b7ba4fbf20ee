import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

import type { Telemetry } from './telemetry/telemetry.ts';

/** What nobody caught leaves the process in a state that nobody knows: it is told, and then ended. */
export function stopOnUnexpectedError(logger: Logger, telemetry: Telemetry): void {
  const stop = async (error: unknown) => {
    logger.fatal({ err: error }, 'unexpected error, stopping');
    telemetry.reportError(error, {});
    await telemetry.stop(1_000);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => void stop(error));
}

/** Calls `stop` at the first signal to end. It has to end the process, and may fail. */
export function onStopSignal(log: Pick<Logger, 'info' | 'fatal'>, stop: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stop().catch((error: unknown) => {
        log.fatal({ err: error }, 'could not stop cleanly');
        process.exit(1);
      });
    });
  }
}

/**
 * Stops in the order in which nobody notices: readiness off, time for the load balancer to see it,
 * new requests refused, the running ones answered, connections closed.
 */
export function stopOnSignal(app: FastifyInstance): void {
  const { SHUTDOWN_DELAY_MS: delayMs, SHUTDOWN_GRACE_MS: graceMs } = app.config;
  const leaveMs = Math.min(250, graceMs / 5);
  const connections = trackConnections(app.server);

  app.addHook('preClose', async () => {
    await connections.allGone(leaveMs);
    // One that carries no request would keep the server open until it times out.
    setInterval(() => connections.closeUnused(), 50).unref();
  });

  onStopSignal(app.log, async () => {
    const end = Date.now() + delayMs + graceMs;
    setTimeout(() => {
      app.log.error('requests were still running at the end of the grace time');
      process.exit(1);
    }, delayMs + graceMs).unref();

    if (delayMs > 0) {
      app.stage = 'draining';
      await sleep(delayMs);
    }
    app.stage = 'closing';
    closePort(app.server);
    await app.close();
    // What the running requests have left of the grace time, or nothing.
    await app.telemetry.stop(Math.min(3_000, end - Date.now() - 100));
    app.log.info('stopped');
    process.exit(0);
  });
}

/**
 * Takes no more connections, and leaves the open ones alone. The method of an HTTP server also cuts
 * those that rest between two requests, and with them a request that is on its way.
 */
function closePort(server: Server): void {
  NetServer.prototype.close.call(server);
}

/** Knows the open connections of the server, and how many requests each one carries. */
function trackConnections(server: Server) {
  const requests = new Map<Socket, number>();
  const add = (socket: Socket, change: number) => {
    const count = requests.get(socket);
    if (count !== undefined) requests.set(socket, count + change);
  };
  server.on('connection', (socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.once('close', () => add(socket, -1));
  });

  return {
    closeUnused(): void {
      for (const [socket, count] of requests) if (count === 0) socket.destroy();
    },
    /** Resolves when no connection is left, at the latest after `ms`. */
    async allGone(ms: number): Promise<void> {
      const end = Date.now() + ms;
      while (requests.size > 0 && Date.now() < end) await sleep(10);
    },
  };
}
