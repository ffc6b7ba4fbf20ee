import type { Job } from '../jobs.ts';
import type { PageParts } from '../parts.ts';
import { clock, plural } from './format.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

const stateNames: Record<Job['state'], string> = {
  waiting: 'waiting',
  leased: 'running',
  done: 'done',
  dead: 'dead',
};

export function jobsPage(parts: PageParts, jobs: readonly Job[]): Html {
  const body = html`<h1>Jobs</h1>
    ${deadLetters(jobs)} ${jobList(jobs)}`;
  return layout({ parts, title: 'Jobs', section: '/jobs', body });
}

/** The jobs that have used up their attempts, each with its error; nothing where there are none. */
export function deadLetters(jobs: readonly Job[]): Html | '' {
  const letters = jobs.filter(({ state }) => state === 'dead');
  if (letters.length === 0) return '';
  const retryAll = html`<form id="retry-all" method="post" action="/jobs/dead/retry">
    <button>Retry all</button>
  </form>`;
  return html`<section class="dead" aria-labelledby="dead">
    <div class="heading">
      <h2 id="dead">${plural(letters.length, 'dead letter')}</h2>
      ${letters.length > 1 ? retryAll : ''}
    </div>
    <ol class="rows letters">
      ${letters.map(letter)}
    </ol>
  </section>`;
}

function letter({ id, queue, attempts, finished_at: diedAt, last_error: error }: Job): Html {
  return html`<li class="row">
    <span class="what">${queue}</span>
    <span class="much">failed for good after ${plural(attempts, 'attempt')}</span>
    <form class="act" id="retry-${id}" method="post" action="/jobs/dead/${id}/retry">
      <button aria-label="Retry ${queue}">Retry</button>
    </form>
    <span class="when">${diedAt ? clock(diedAt) : ''}</span>
    <span class="reason">${error}</span>
  </li>`;
}

/** Every job that is not dead, with its state. */
export function jobList(jobs: readonly Job[]): Html {
  const living = jobs.filter(({ state }) => state !== 'dead');
  if (living.length === 0) return html`<p class="empty">No job yet.</p>`;
  return html`<ol class="rows jobs">
    ${living.map(jobRow)}
  </ol>`;
}

function jobRow(job: Job): Html {
  const { id, queue, state, created_at: createdAt, last_error: error } = job;
  return html`<li class="row" data-job="${id}">
    <span class="what">${queue}</span>
    <span class="much"><b class="state ${state}">${stateNames[state]}</b> ${progress(job)}</span>
    <span class="when">${clock(createdAt)}</span>
    ${error !== null && state !== 'done' ? html`<span class="reason">${error}</span>` : ''}
  </li>`;
}

function progress({ state, attempts, max_attempts: max, run_at: dueAt }: Job): Html | '' {
  if (state !== 'waiting' || attempts === 0) return '';
  return html`· attempt ${attempts} of ${max} · due ${clock(dueAt)}`;
}
