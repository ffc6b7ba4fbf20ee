import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import type { ConnectionError, FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';

import type { Config } from './config.ts';
import { sendProblem } from './plugins/problem-details.ts';
import { logRequest } from './plugins/request-log.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { invalid } from './shared/problem.ts';

/**
 * Answers what no route, hook or error handler ever sees, with the headers and the log line of all
 * other requests.
 */
export function answerUnrouted(config: Config, logger: FastifyBaseLogger) {
  const headers = securityHeaders(config);

  return {
    /** An address that cannot be decoded, or has a parameter that is too long. */
    malformedAddress(request: FastifyRequest, reply: FastifyReply): void {
      reply.raw.once('close', () => logRequest(request, reply));
      reply.headers({ ...headers, 'x-request-id': request.id });
      void sendProblem(invalid('path', 'Malformed address'), request, reply);
    },

    /** What is no HTTP request, is too slow or has too large headers. */
    unreadable(error: ConnectionError, socket: Socket): void {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      const status = unreadableStatuses[error.code ?? ''] ?? 400;
      const title = STATUS_CODES[status] ?? 'Error';
      const traceId = randomBytes(16).toString('hex');
      const body = JSON.stringify({ type: 'about:blank', title, status, traceId });
      const head = Object.entries({
        ...headers,
        'x-request-id': traceId,
        'content-type': 'application/problem+json',
        'content-length': body.length,
        connection: 'close',
      }).map(([name, value]) => `${name}: ${value}`);
      if (socket.writable) {
        socket.write(`${[`HTTP/1.1 ${status} ${title}`, ...head].join('\r\n')}\r\n\r\n${body}`);
      }
      socket.destroy(error);
      logger.info({ traceId, method: null, route: null, status, reason: error.code }, 'request');
    },
  };
}

const unreadableStatuses: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};
