import { type Content, html, type Html } from '../html.ts';
import type { Job, JobState } from '../jobs.ts';
import { clock, duration } from './format.ts';

const stateNames: Record<JobState, string> = {
  created: 'waiting',
  retry: 'waiting to retry',
  active: 'running',
  completed: 'done',
  cancelled: 'cancelled',
  failed: 'dead',
};

/** Jobs with their state; `linked` to their traces, except on the page of their trace. */
export function jobList(jobs: readonly Job[], { linked }: { linked: boolean }): Html {
  return html`<ol class="rows jobs">
    ${jobs.map((job) => jobRow(job, linked))}
  </ol>`;
}

function jobRow(job: Job, linked: boolean): Html {
  const { id, name, state, startedAt, endedAt, traceId, error } = job;
  const what =
    linked && traceId !== undefined
      ? html`<a class="what" id="job-${id}" href="/traces/${traceId}">${name}</a>`
      : html`<span class="what">${name}</span>`;
  const took = startedAt && endedAt ? (endedAt.getTime() - startedAt.getTime()) * 1_000 : undefined;
  return html`<li class="row" data-job="${id}">
    ${what}
    <span class="much"><b class="state ${state}">${stateNames[state]}</b> ${progress(job)}</span>
    <span class="long">${took === undefined ? '' : duration(took)}</span>
    <span class="when">${clock(job.createdAt)}</span>
    ${error !== undefined && state !== 'completed' && html`<span class="reason">${error}</span>`}
  </li>`;
}

function progress({ state, attempts, maxAttempts, dueAt }: Job): Content {
  return [
    attempts > 1 && `· attempt ${attempts} of ${maxAttempts}`,
    state === 'retry' && html` · due ${clock(dueAt)}`,
  ];
}
