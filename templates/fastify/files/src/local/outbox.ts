import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { readMails } from './mails.ts';
import { listen } from './ports.ts';
import { listPage, mailPage, messagePage, script, style } from './outbox-page.ts';

export interface OutboxPage {
  url: string;
  close(): Promise<void>;
}

const portsToTry = 20;

const commonHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Shows the mails that the application wrote instead of sending them. For development only. */
export async function startOutboxPage(folder: string, port: number): Promise<OutboxPage> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('the outbox page is for development only');
  }
  const server = createServer((request, response) => {
    answer(folder, request).then(
      (content) => send(request, response, content),
      (error: unknown) =>
        send(request, response, { status: 500, ...html(messagePage(String(error))) }),
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

interface Content {
  status: number;
  type: string;
  body: string;
}

async function answer(folder: string, request: IncomingMessage): Promise<Content> {
  if (!isLocal(request)) return { status: 421, ...html(messagePage('Unknown host')) };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, ...html(messagePage('Only GET is allowed')) };
  }
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  if (path === '/style.css') return { status: 200, type: 'text/css', body: style };
  if (path === '/refresh.js') return { status: 200, type: 'text/javascript', body: script };

  const mails = await readMails(folder);
  if (path === '/') return { status: 200, ...html(listPage(mails)) };
  if (path === '/api/mails') return { status: 200, ...json(mails) };
  const mail = mails.find(({ id }) => path === `/mails/${encodeURIComponent(id)}`);
  if (mail) return { status: 200, ...html(mailPage(mail)) };
  return { status: 404, ...html(messagePage('Not found')) };
}

/** A page of a foreign name that resolves to 127.0.0.1 (DNS rebinding) must not read mails. */
function isLocal(request: IncomingMessage): boolean {
  const { localPort } = request.socket;
  const names = ['localhost', '127.0.0.1'];
  return names.some((name) => request.headers.host?.toLowerCase() === `${name}:${localPort}`);
}

function html(body: string): Omit<Content, 'status'> {
  return { type: 'text/html', body };
}

function json(value: unknown): Omit<Content, 'status'> {
  return { type: 'application/json', body: JSON.stringify(value) };
}

function send(request: IncomingMessage, response: ServerResponse, content: Content): void {
  response.writeHead(content.status, {
    ...commonHeaders,
    'content-type': `${content.type}; charset=utf-8`,
    'content-length': Buffer.byteLength(content.body),
  });
  response.end(request.method === 'HEAD' ? undefined : content.body);
}

async function listenOnNextFree(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + portsToTry && port < 65_536; port += 1) {
    const bound = await listen(server, port);
    if (bound !== undefined) return bound;
  }
  throw new Error(`no free port from ${first} on for the outbox page; set OUTBOX_PORT`);
}
