import { createHash } from 'node:crypto';

import type { Health, PartHealth } from '../health.ts';
import { html, type Html } from '../html.ts';
import type { PageParts } from '../parts.ts';

const sections = [
  { path: '/', name: 'Overview' },
  { path: '/mails', name: 'Mails' },
  { path: '/traces', name: 'Traces' },
  { path: '/jobs', name: 'Jobs' },
] as const;

/** In the order in which they hold. */
export const styles = [
  'base.css',
  'frame.css',
  'lists.css',
  'log.css',
  'health.css',
  'jobs.css',
  'traces.css',
] as const;

export type Section = (typeof sections)[number]['path'];

interface Frame {
  parts: PageParts;
  title: string;
  section?: Section;
  health?: Health;
  /** Above the part that is kept up to date, for what a person types into. */
  top?: Html;
  body: Html;
}

/** The whole document. Its script replaces what is marked `data-live` when the version changes. */
export function layout({ parts, title, section, health, top, body }: Frame): Html {
  const status = health && statusLine(health, parts);
  const version = createHash('sha256').update(`${status?.text}${body.text}`).digest('base64url');
  return html`<!doctype html>
    <html lang="en" data-version="${version}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${parts.project}</title>
        <link rel="icon" href="/icon.svg" />
        ${styles.map((name) => html`<link rel="stylesheet" href="/${name}" />`)}
        <script src="/page.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="bar">
            <a class="brand" href="/">
              <img src="/icon.svg" alt="" width="18" height="18" />${parts.project}
              <span>development</span>
            </a>
            <nav aria-label="Sections">${sections.map((each) => tab(each, section))}</nav>
          </div>
          <div class="bar status" id="status" data-live>${status}</div>
          <p class="offline" id="offline" role="status" hidden>
            This page does not answer any more. Is the development command still running?
          </p>
        </header>
        <main id="main">
          ${top}
          <div id="content" data-live>${body}</div>
        </main>
      </body>
    </html> `;
}

function tab({ path, name }: (typeof sections)[number], section?: Section): Html {
  return path === section
    ? html`<a href="${path}" aria-current="page">${name}</a>`
    : html`<a href="${path}">${name}</a>`;
}

function statusLine({ api, worker, database }: Health, { apiUrl, docsUrl }: PageParts): Html {
  return html`<ul class="health" aria-label="Health">
      ${light('API', api)}${light('Worker', worker)}${light('Database', database)}
    </ul>
    <ul class="links">
      <li><a href="${apiUrl}/health/ready" target="_blank" rel="noopener">Readiness</a></li>
      ${docsUrl !== undefined && html`<li><a href="${docsUrl}" target="_blank" rel="noopener">API docs</a></li>`}
    </ul>`;
}

function light(name: string, { ok, text }: PartHealth): Html {
  return html`<li class="${ok ? 'good' : 'bad'}"><b>${name}</b> ${text}</li>`;
}
