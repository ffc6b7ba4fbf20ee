import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { type Answer, content, json, page, seeOther } from './answer.ts';
import type { PageParts } from './parts.ts';
import { summarize } from './traces.ts';
import { jobsPage } from './views/jobs.ts';
import { styles } from './views/layout.ts';
import { mailPage, mailsPage } from './views/mails.ts';
import { messagePage } from './views/message.ts';
import { overviewPage } from './views/overview.ts';
import { tracePage } from './views/trace.ts';
import { tracesPage } from './views/traces.ts';

/** Answers a request; undefined if there is nothing of that name. */
type Handler = (parts: PageParts, query: URLSearchParams) => Promise<Answer | undefined>;

const traceIdPattern = /^[0-9a-f]{32}$/;

interface Route {
  method: 'GET' | 'POST';
  /** With at most one name in it, such as `/mails/:id`. */
  path: string;
  handle(parts: PageParts, name: string, query: URLSearchParams): Promise<Answer | undefined>;
}

const routes: Route[] = [
  { method: 'GET', path: '/', handle: async (parts) => page(await overviewPage(parts)) },
  { method: 'GET', path: '/mails', handle: async (parts) => page(await mailsPage(parts)) },
  { method: 'GET', path: '/mails/:id', handle: showMail },
  { method: 'GET', path: '/traces', handle: (parts, _name, query) => showTraces(parts, query) },
  { method: 'GET', path: '/traces/:id', handle: showTrace },
  { method: 'GET', path: '/jobs', handle: async (parts) => page(await jobsPage(parts)) },
  { method: 'POST', path: '/jobs/dead/retry', handle: retryAll },
  { method: 'POST', path: '/jobs/dead/:id/retry', handle: retryOne },
  { method: 'GET', path: '/api/mails', handle: async (parts) => json(await parts.mails()) },
  ...styles.map((name) => asset(name, 'text/css')),
  asset('page.js', 'text/javascript'),
  asset('icon.svg', 'image/svg+xml'),
];

export function findRoute(method: string, path: string): Handler | undefined {
  for (const route of routes) {
    const name = route.method === method ? nameIn(path, route.path) : undefined;
    if (name !== undefined) return (parts, query) => route.handle(parts, name, query);
  }
  return undefined;
}

async function showMail(parts: PageParts, id: string): Promise<Answer | undefined> {
  const mail = (await parts.mails()).find((candidate) => candidate.id === id);
  return mail && page(await mailPage(parts, mail));
}

async function showTraces(parts: PageParts, query: URLSearchParams): Promise<Answer> {
  const search = (query.get('q') ?? '').trim().toLowerCase();
  // What an answer carries as x-request-id, and a log line as traceId.
  if (traceIdPattern.test(search)) return seeOther(`/traces/${search}`);
  const found = parts.traces
    .list()
    .map(summarize)
    .filter(({ id, title }) => title.toLowerCase().includes(search) || id.startsWith(search));
  return page(await tracesPage(parts, found, search));
}

async function showTrace(parts: PageParts, id: string): Promise<Answer | undefined> {
  if (!traceIdPattern.test(id)) return undefined;
  const trace = parts.traces.get(id);
  const lines = parts.logs.ofTrace(id);
  const jobs = await parts.jobs.ofTrace(id).catch(() => []);
  if (!trace && lines.length === 0 && jobs.length === 0) return undefined;
  return page(await tracePage(parts, { id, trace, lines, jobs }));
}

async function retryOne(parts: PageParts, id: string): Promise<Answer> {
  const count = z.uuid().safeParse(id).success ? await parts.jobs.retry([id]) : 0;
  if (count > 0) return seeOther('/jobs');
  return page(messagePage(parts, 'No dead letter has this id; it may be back in its queue.'), 404);
}

async function retryAll(parts: PageParts): Promise<Answer> {
  const letters = await parts.jobs.deadLetters();
  await parts.jobs.retry(letters.map(({ id }) => id));
  return seeOther('/jobs');
}

function asset(name: string, mediaType: string): Route {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { method: 'GET', path: `/${name}`, handle: async () => content(mediaType, body) };
}

/** The name that a path has in the place of the pattern's, empty without one; undefined if it does not fit. */
function nameIn(path: string, pattern: string): string | undefined {
  const parts = path.split('/');
  const wanted = pattern.split('/');
  const place = wanted.findIndex((part) => part.startsWith(':'));
  const fits =
    parts.length === wanted.length &&
    wanted.every((part, index) => (index === place ? parts[index] !== '' : part === parts[index]));
  return fits ? decode(parts[place] ?? '') : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
