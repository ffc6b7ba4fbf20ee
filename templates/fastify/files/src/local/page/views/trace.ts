import { html, type Html } from '../html.ts';
import type { Job } from '../jobs.ts';
import type { PageParts } from '../parts.ts';
import type { LogLine } from '../recent-logs.ts';
import { summarize, type Trace } from '../traces.ts';
import { clock, duration, plural, statusCode, titleText } from './format.ts';
import { jobList } from './job-list.ts';
import { layout } from './layout.ts';
import { logList } from './log-list.ts';
import { waterfallList } from './waterfall-list.ts';

/** All that is known under one trace id. */
interface KnownTrace {
  id: string;
  /** Undefined if no span of it has come in. */
  trace: Trace | undefined;
  lines: readonly LogLine[];
  jobs: readonly Job[];
}

export async function tracePage(
  parts: PageParts,
  { id, trace, lines, jobs }: KnownTrace,
): Promise<Html> {
  const title = trace ? summarize(trace).title : `Trace ${id.slice(0, 8)}`;
  const body = html`<p class="back"><a href="/traces">All traces</a></p>
    <h1>${titleText(title)}</h1>
    ${facts(id, trace)}
    ${trace ? waterfallList(trace, parts.project) : html`<p class="empty">No span of this trace is here.</p>`}
    ${
      jobs.length > 0 &&
      html`<h2>Jobs</h2>
        ${jobList(jobs, { linked: false })}`
    }
    <h2>Log</h2>
    ${logList(lines)}`;
  const health = await parts.health();
  return layout({ parts, title, section: '/traces', health, body });
}

function facts(id: string, trace: Trace | undefined): Html {
  const summary = trace && summarize(trace);
  return html`<dl class="facts">
    ${
      summary &&
      html`<div>
          <dt>Started</dt>
          <dd>${clock(new Date(summary.start / 1_000))}</dd>
        </div>
        ${
          summary.status !== undefined &&
          html`<div>
            <dt>Status</dt>
            <dd>${statusCode(summary.status)}</dd>
          </div>`
        }
        <div>
          <dt>Took</dt>
          <dd>${duration(summary.duration)}</dd>
        </div>
        <div>
          <dt>Holds</dt>
          <dd>${plural(summary.spanCount, 'span')}</dd>
        </div>`
    }
    <div>
      <dt>Trace id</dt>
      <dd><code>${id}</code></dd>
    </div>
  </dl>`;
}
