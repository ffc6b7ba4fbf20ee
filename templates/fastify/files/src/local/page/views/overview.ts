import { html, type Html } from '../html.ts';
import type { PageParts } from '../parts.ts';
import { summarize } from '../traces.ts';
import { jobList } from './job-list.ts';
import { deadLetters, readQueue } from './jobs.ts';
import { layout } from './layout.ts';
import { mailList } from './mails.ts';
import { traceList } from './traces.ts';

const shown = 6;

/** The latest of everything. */
export async function overviewPage(parts: PageParts): Promise<Html> {
  const [mails, queue, health] = await Promise.all([
    parts.mails(),
    readQueue(parts),
    parts.health(),
  ]);
  const traces = parts.traces.list().slice(0, shown).map(summarize);
  const jobs = queue?.jobs.slice(0, shown) ?? [];
  const noJob = queue ? 'No job yet.' : 'The queue does not answer.';
  const body = html`<h1 class="unseen">Overview</h1>
    ${queue && queue.letters.length > 0 && deadLetters(queue.letters)}
    <section>${heading('Traces', '/traces')}${traceList(traces, parts)}</section>
    <div class="columns">
      <section>${heading('Mails', '/mails')}${mailList(mails.slice(0, shown), parts)}</section>
      <section>
        ${heading('Jobs', '/jobs')}${jobs.length > 0 ? jobList(jobs, { linked: true }) : html`<p class="empty">${noJob}</p>`}
      </section>
    </div>`;
  return layout({ parts, title: 'Overview', section: '/', health, body });
}

function heading(name: string, path: string): Html {
  return html`<div class="heading">
    <h2>${name}</h2>
    <a href="${path}">All<span class="unseen"> ${name.toLowerCase()}</span></a>
  </div>`;
}
