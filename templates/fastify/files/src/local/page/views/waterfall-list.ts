import { html, type Html } from '../html.ts';
import { roleOf, type Span, type SpanEvent, sortOf, titleOf } from '../span.ts';
import { summarize, type Trace } from '../traces.ts';
import { waterfall, type WaterfallRow } from '../waterfall.ts';
import { duration, titleText } from './format.ts';

const deepest = 12;
/** The axis of the drawing; the page stretches it to the width that there is. */
const axis = 1_000;
const thinnest = 4;

const legend = [
  ['request', 'request'],
  ['sql', 'SQL'],
  ['job', 'job'],
  ['other', 'other'],
] as const;

/** One line per span with its bar on a common axis; opened, it tells what the span holds. */
export function waterfallList(trace: Trace, project: string): Html {
  const { duration: whole } = summarize(trace);
  const ticks = ['0', ...[0.25, 0.5, 0.75, 1].map((share) => duration(whole * share))];
  const serviceOf = new Map(trace.spans.map(({ spanId, service }) => [spanId, service]));
  const rows = waterfall(trace.spans).map((row) => {
    const { parentId = '', service } = row.span;
    // Said where the trace goes over to another process.
    const isSame = serviceOf.get(parentId) === service;
    return spanRow(row, isSame ? undefined : roleOf(service, project));
  });
  return html`<section class="waterfall" aria-label="Waterfall">
    <div class="axis" aria-hidden="true">
      <div class="legend">
        ${legend.map(([sort, name]) => html`<span class="${sort}">${name}</span>`)}
      </div>
      <div class="ticks">${ticks.map((tick) => html`<span>${tick}</span>`)}</div>
    </div>
    ${rows}
    ${trace.dropped > 0 && html`<p class="empty">${trace.dropped} more spans were not kept.</p>`}
  </section>`;
}

function spanRow({ span, depth, offset, share }: WaterfallRow, role?: string): Html {
  const failed = span.error !== undefined;
  const kind = failed ? `span ${sortOf(span)} failed` : `span ${sortOf(span)}`;
  const steps = Array.from({ length: Math.min(depth, deepest) }, () => html`<i></i>`);
  const width = Math.max(share * axis, thinnest);
  const x = Math.min(offset * axis, axis - width);
  return html`<details class="${kind}" id="span-${span.spanId}">
    <summary>
      <span class="name">
        ${steps}
        <span class="label">${titleText(titleOf(span))}</span>
        ${role !== undefined && html`<span class="tag">${role}</span>`}
        ${failed && html`<b class="error">error</b>`}
      </span>
      <svg class="track" viewBox="0 0 ${axis} 10" preserveAspectRatio="none" aria-hidden="true">
        <rect x="${x.toFixed(1)}" width="${width.toFixed(1)}"></rect>
      </svg>
      <span class="long">${duration(span.end - span.start)}</span>
    </summary>
    ${details(span)}
  </details>`;
}

function details({ name, kind, service, error, attributes, events }: Span): Html {
  const facts: [string, string][] = [['span', `${name} (${kind}, ${service})`]];
  if (error !== undefined) facts.push(['error', error]);
  facts.push(...attributes, ...events.map((event): [string, string] => [event.name, tell(event)]));
  return html`<dl class="attributes">
    ${facts.map(
      ([key, value]) =>
        html`<div>
          <dt>${key}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** What an event holds; of an exception the stack, which begins with its message. */
function tell({ attributes }: SpanEvent): string {
  const pairs = [...attributes].map((pair) => pair.join(' = '));
  return attributes.get('exception.stacktrace') ?? pairs.join('\n');
}
