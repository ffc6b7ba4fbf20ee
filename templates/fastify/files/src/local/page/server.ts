import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { listen } from '../ports.ts';
import { type Answer, page, securityHeaders } from './answer.ts';
import { refusal } from './guard.ts';
import { intakePaths, takeTelemetry } from './intake.ts';
import type { PageParts } from './parts.ts';
import { findRoute } from './routes.ts';
import { messagePage } from './views/message.ts';

export interface DevPage {
  url: string;
  close(): Promise<void>;
}

const portsToTry = 20;

/**
 * Serves the development page on 127.0.0.1, on the given port or the next free one; 0 takes any.
 * Throws in production, and where no port is free.
 */
export async function startDevPage(parts: PageParts, port: number): Promise<DevPage> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('the development page is for development only');
  }
  const server = createServer((request, response) => {
    answer(request, parts).then(
      (found) => send(request, response, found),
      (error: unknown) => send(request, response, message(parts, String(error), 500)),
    );
  });
  const bound = await listenOnNextFree(server, port);
  return {
    url: `http://localhost:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, parts: PageParts): Promise<Answer> {
  const refused = refusal(request);
  if (refused) return message(parts, refused.message, refused.status);

  const { method = 'GET', url = '/' } = request;
  const [path = '/', query] = url.split('?', 2);
  if (method === 'POST' && intakePaths.includes(path)) {
    return takeTelemetry(path, request, parts.traces);
  }
  const found = findRoute(method === 'HEAD' ? 'GET' : method, path);
  if (!found) return message(parts, 'Not found', 404);
  const answered = await found(parts, new URLSearchParams(query));
  return answered ?? message(parts, 'Not found', 404);
}

function message(parts: PageParts, text: string, status: number): Answer {
  return page(messagePage(parts, text), status);
}

function send(request: IncomingMessage, response: ServerResponse, answered: Answer): void {
  const { status, headers, body } = answered;
  const isKnown = 'etag' in headers && request.headers['if-none-match'] === headers['etag'];
  if (isKnown && status === 200) {
    response.writeHead(304, { ...securityHeaders, etag: headers['etag'] }).end();
    return;
  }
  response.writeHead(status, {
    ...securityHeaders,
    ...headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function listenOnNextFree(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + portsToTry && port < 65_536; port += 1) {
    const bound = await listen(server, port);
    if (bound !== undefined) return bound;
  }
  throw new Error(`no free port from ${first} on for the development page; set DEV_PAGE_PORT`);
}
