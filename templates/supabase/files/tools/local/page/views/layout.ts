import { createHash } from 'node:crypto';

import type { PageParts } from '../parts.ts';
import { html, type Html } from './html.ts';

const sections = [
  { path: '/', name: 'Overview' },
  { path: '/mails', name: 'Mails' },
  { path: '/jobs', name: 'Jobs' },
  { path: '/logs', name: 'Functions' },
] as const;

/** In the order in which they hold. */
export const styles = [
  'base.css',
  'frame.css',
  'lists.css',
  'log.css',
  'jobs.css',
  'functions.css',
] as const;

export type Section = (typeof sections)[number]['path'];

interface Frame {
  parts: PageParts;
  title: string;
  section?: Section;
  body: Html;
}

/** The whole document. Its script replaces what is marked `data-live` when the version changes. */
export function layout({ parts, title, section, body }: Frame): Html {
  const version = createHash('sha256').update(String(body)).digest('base64url');
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
          <div class="bar status"><span>Supabase stand-in at ${parts.url}</span></div>
          <p class="offline" id="offline" role="status" hidden>
            This page does not answer any more. Is the development command still running?
          </p>
        </header>
        <main id="main"><div id="content" data-live>${body}</div></main>
      </body>
    </html>`;
}

function tab({ path, name }: (typeof sections)[number], section?: Section): Html {
  return path === section
    ? html`<a href="${path}" aria-current="page">${name}</a>`
    : html`<a href="${path}">${name}</a>`;
}
