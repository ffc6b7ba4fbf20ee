import { readFileSync } from 'node:fs';

import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';

import { guard } from './guard.ts';
import { listJobs, retryJobs } from './jobs.ts';
import { mailpitList, mailpitMessage } from './mail-api.ts';
import type { PageParts } from './parts.ts';
import { jobsPage } from './views/jobs.ts';
import { styles } from './views/layout.ts';
import { logsPage } from './views/logs.ts';
import { mailPage, mailsPage } from './views/mails.ts';
import { messagePage } from './views/message.ts';
import { overviewPage } from './views/overview.ts';

/** Nothing but the page's own files may run or load, and nobody may frame it. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Not "no-referrer": with it, browsers hide the origin of the page's own forms.
  referrerPolicy: 'same-origin',
});

/** The development page: mails, jobs and what functions logged. */
export function pageRoutes(parts: PageParts): Hono {
  const { outbox, sql, logs } = parts;
  const routes = new Hono();
  routes.use(headers, guard());
  // By the version, an open page asks whether anything has changed.
  routes.get('/*', etag());

  routes.get('/', async (context) => {
    const [mails, jobs] = await Promise.all([outbox.list(), listJobs(sql)]);
    return context.html(overviewPage(parts, { mails, jobs, lines: logs.list() }));
  });
  routes.get('/mails', async (context) => context.html(mailsPage(parts, await outbox.list())));
  routes.get('/mails/:id', async (context) => {
    const mail = (await outbox.list()).find(({ id }) => id === context.req.param('id'));
    return mail ? context.html(mailPage(parts, mail)) : context.notFound();
  });
  routes.get('/jobs', async (context) => context.html(jobsPage(parts, await listJobs(sql))));
  routes.post('/jobs/dead/retry', async (context) => {
    await retryJobs(sql, null);
    return context.redirect('/jobs', 303);
  });
  routes.post('/jobs/dead/:id/retry', async (context) => {
    const id = context.req.param('id');
    const count = z.guid().safeParse(id).success ? await retryJobs(sql, [id]) : 0;
    if (count > 0) return context.redirect('/jobs', 303);
    return context.html(
      messagePage(parts, 'No dead letter has this id; it may be back in its queue.'),
      404,
    );
  });
  routes.get('/logs', (context) => context.html(logsPage(parts, logs.list())));

  routes.get('/api/v1/messages', async (context) => context.json(mailpitList(await outbox.list())));
  routes.get('/api/v1/message/:id', async (context) => {
    const mail = (await outbox.list()).find(({ id }) => id === context.req.param('id'));
    return mail ? context.json(mailpitMessage(mail)) : context.notFound();
  });

  for (const name of styles) routes.get(`/${name}`, asset(name, 'text/css'));
  routes.get('/page.js', asset('page.js', 'text/javascript'));
  routes.get('/icon.svg', asset('icon.svg', 'image/svg+xml'));
  routes.notFound((context) => context.html(messagePage(parts, 'Not found'), 404));
  return routes;
}

function asset(name: string, mediaType: string) {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return () => new Response(body, { headers: { 'content-type': `${mediaType}; charset=utf-8` } });
}
