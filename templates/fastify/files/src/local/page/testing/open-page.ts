import { request } from 'node:http';

import { onTestFinished } from 'vitest';

import type { Jobs } from '../jobs.ts';
import type { Mail } from '../mails.ts';
import type { PageParts } from '../parts.ts';
import { createRecentLogs } from '../recent-logs.ts';
import { startDevPage } from '../server.ts';
import { createTraceStore } from '../traces.ts';

export const traceId = '0af7651916cd43dd8448eb211c80319c';

export function mail(values: Partial<Mail> & { id: string }): Mail {
  const sentAt = '2026-01-02T03:04:05.678Z';
  return { to: 'ada@example.com', subject: 'Hello', text: 'Hi', links: [], sentAt, ...values };
}

const emptyQueue: Jobs = {
  list: async () => [],
  ofTrace: async () => [],
  deadLetters: async () => [],
  retry: async () => 0,
};

/** A page with nothing on it but what the test gives, for the time of the test. */
export async function openPage(given: Partial<PageParts> = {}) {
  const ok = { ok: true, text: 'ready' };
  const parts: PageParts = {
    project: 'notes-api',
    apiUrl: 'http://localhost:3000',
    docsUrl: 'http://localhost:3000/docs',
    elsewhere: {},
    mails: async () => [],
    health: async () => ({ api: ok, worker: ok, database: ok }),
    traces: createTraceStore(),
    logs: createRecentLogs(),
    jobs: emptyQueue,
    ...given,
  };
  const page = await startDevPage(parts, 0);
  onTestFinished(() => page.close());
  return {
    ...parts,
    url: page.url,
    get: async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(page.url + path, { headers });
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(page.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        redirect: 'manual',
      }),
    /** The status for a request with headers that fetch does not let through, such as Host. */
    send: (method: string, path: string, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const call = request(page.url + path, { method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        call.once('error', reject).end();
      }),
  };
}
