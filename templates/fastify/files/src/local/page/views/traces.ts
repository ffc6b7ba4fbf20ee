import { type Content, html, type Html } from '../html.ts';
import type { PageParts } from '../parts.ts';
import { roleOf } from '../span.ts';
import type { TraceSummary } from '../traces.ts';
import { clock, duration, plural, statusCode, titleText } from './format.ts';
import { layout } from './layout.ts';

export async function tracesPage(
  parts: PageParts,
  traces: readonly TraceSummary[],
  search: string,
): Promise<Html> {
  const top = html`<h1>Traces</h1>
    <form class="search" action="/traces" role="search">
      <label for="q">Route, name or trace id</label>
      <input
        id="q"
        name="q"
        type="search"
        value="${search}"
        autocomplete="off"
        spellcheck="false"
      />
      <button>Find</button>
    </form>`;
  const health = await parts.health();
  const body = traceList(traces, parts, search);
  return layout({ parts, title: 'Traces', section: '/traces', health, top, body });
}

/** The traces, or why there are none. */
export function traceList(
  traces: readonly TraceSummary[],
  { elsewhere, project, docsUrl }: PageParts,
  search = '',
): Html {
  if (traces.length === 0) {
    const reason = search ? `No trace with “${search}”.` : firstStep(docsUrl);
    const place = elsewhere.traces && `Traces are not sent here: ${elsewhere.traces} is set.`;
    return html`<p class="empty">${place ?? reason}</p>`;
  }
  const error = html`<b class="error">error</b>`;
  const items = traces.map(
    (trace) =>
      html`<li class="row">
        <a class="what" id="trace-${trace.id}" href="/traces/${trace.id}"
          >${titleText(trace.title)}</a
        >
        <span class="much">${trace.hasError && error} ${sizeOf(trace, project)}</span>
        ${trace.status !== undefined && statusCode(trace.status)}
        <span class="long">${duration(trace.duration)}</span>
        <span class="when">${clock(new Date(trace.start / 1_000))}</span>
      </li>`,
  );
  return html`<ol class="rows traces">
    ${items}
  </ol>`;
}

function firstStep(docsUrl: string | undefined): Content {
  const place =
    docsUrl !== undefined &&
    html`, for instance from <a href="${docsUrl}" target="_blank" rel="noopener">its docs</a>`;
  return ['No trace yet. Call the API', place, '.'];
}

function sizeOf({ spanCount, services }: TraceSummary, project: string): string {
  const roles = services.map((service) => roleOf(service, project));
  return `${plural(spanCount, 'span')} · ${roles.join(', ')}`;
}
