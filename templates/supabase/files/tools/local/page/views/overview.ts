import type { Mail } from '../../outbox.ts';
import type { LogLine } from '../function-logs.ts';
import type { Job } from '../jobs.ts';
import type { PageParts } from '../parts.ts';
import { html, type Html } from './html.ts';
import { deadLetters, jobList } from './jobs.ts';
import { layout } from './layout.ts';
import { logList } from './logs.ts';
import { mailList } from './mails.ts';

const shown = 6;

interface Latest {
  mails: readonly Mail[];
  jobs: readonly Job[];
  lines: readonly LogLine[];
}

/** The latest of everything. */
export function overviewPage(parts: PageParts, { mails, jobs, lines }: Latest): Html {
  const living = jobs.filter(({ state }) => state !== 'dead').slice(0, shown);
  const body = html`<h1 class="unseen">Overview</h1>
    ${deadLetters(jobs)}
    <div class="columns">
      <section>${heading('Mails', '/mails')}${mailList(mails.slice(0, shown))}</section>
      <section>${heading('Jobs', '/jobs')}${jobList(living)}</section>
    </div>
    <section>${heading('Functions', '/logs')}${logList(lines.slice(0, shown))}</section>`;
  return layout({ parts, title: 'Overview', section: '/', body });
}

function heading(name: string, path: string): Html {
  return html`<div class="heading">
    <h2>${name}</h2>
    <a href="${path}">All<span class="unseen"> ${name.toLowerCase()}</span></a>
  </div>`;
}
