import { html, type Html } from '../html.ts';
import type { DeadLetter } from '../jobs.ts';
import type { PageParts } from '../parts.ts';
import { clock, plural } from './format.ts';
import { jobList } from './job-list.ts';
import { layout } from './layout.ts';

export async function jobsPage(parts: PageParts): Promise<Html> {
  const [queue, health] = await Promise.all([readQueue(parts), parts.health()]);
  const body = queue
    ? html`<h1>Jobs</h1>
        ${queue.letters.length > 0 && deadLetters(queue.letters)}
        ${queue.letters.length > 0 && html`<h2>Latest jobs</h2>`}
        ${queue.jobs.length > 0 ? jobList(queue.jobs, { linked: true }) : html`<p class="empty">No job yet.</p>`}`
    : html`<h1>Jobs</h1>
        <p class="empty">The queue does not answer.</p>`;
  return layout({ parts, title: 'Jobs', section: '/jobs', health, body });
}

/** Undefined while the database is away, and before the service has made its queues. */
export async function readQueue({ jobs }: PageParts) {
  try {
    const [list, letters] = await Promise.all([jobs.list(), jobs.deadLetters()]);
    return { jobs: list, letters };
  } catch {
    return undefined;
  }
}

export function deadLetters(letters: readonly DeadLetter[]): Html {
  return html`<section class="dead" aria-labelledby="dead">
    <div class="heading">
      <h2 id="dead">${plural(letters.length, 'dead letter')}</h2>
      ${letters.length > 1 && html`<form id="retry-all" method="post" action="/jobs/dead/retry"><button>Retry all</button></form>`}
    </div>
    <ol class="rows letters">
      ${letters.toReversed().map(letter)}
    </ol>
  </section>`;
}

function letter({ id, job, attempts, diedAt, error }: DeadLetter): Html {
  return html`<li class="row">
    <span class="what">${job}</span>
    <span class="much">failed for good after ${plural(attempts, 'attempt')}</span>
    <form class="act" id="retry-${id}" method="post" action="/jobs/dead/${id}/retry">
      <button aria-label="Retry ${job}">Retry</button>
    </form>
    <span class="when">${clock(diedAt)}</span>
    <span class="reason">${error}</span>
  </li>`;
}
