import { type Span, statusOf, titleOf } from './span.ts';

export interface Trace {
  id: string;
  spans: readonly Span[];
  /** Spans that were not kept, because the trace has too many. */
  dropped: number;
}

export interface TraceSummary {
  id: string;
  title: string;
  /** Of the answer to the request that the trace began with. */
  status: number | undefined;
  services: string[];
  spanCount: number;
  hasError: boolean;
  /** Microseconds since 1970. */
  start: number;
  /** From the first start to the last end, in microseconds. */
  duration: number;
}

export interface TraceStore {
  add(spans: readonly Span[]): void;
  get(id: string): Trace | undefined;
  /** Newest first. */
  list(): Trace[];
}

const tracesToKeep = 500;
const spansToKeep = 1_000;

/** Keeps the traces that came in last, in memory. A trace that gets another span is not a newer one. */
export function createTraceStore(limit = tracesToKeep): TraceStore {
  const traces = new Map<string, { id: string; spans: Span[]; dropped: number }>();

  function addSpan(span: Span): void {
    const known = traces.get(span.traceId);
    const trace = known ?? { id: span.traceId, spans: [], dropped: 0 };
    if (!known) traces.set(span.traceId, trace);
    // An exporter that did not hear our answer sends the same span again.
    const isRepeated = trace.spans.some(({ spanId }) => spanId === span.spanId);
    if (isRepeated) return;
    if (trace.spans.length < spansToKeep) trace.spans.push(span);
    else trace.dropped += 1;
  }

  return {
    add(spans) {
      for (const span of spans) addSpan(span);
      const surplus = [...traces.keys()].slice(0, Math.max(0, traces.size - limit));
      for (const id of surplus) traces.delete(id);
    },
    get: (id) => traces.get(id),
    list: () => [...traces.values()].toReversed(),
  };
}

export function summarize({ id, spans }: Trace): TraceSummary {
  const first = firstSpan(spans);
  const start = Math.min(...spans.map((span) => span.start));
  return {
    id,
    title: first ? titleOf(first) : id,
    status: first && statusOf(first),
    services: [...new Set(spans.map(({ service }) => service))].toSorted(),
    spanCount: spans.length,
    hasError: spans.some(({ error }) => error !== undefined),
    start,
    duration: Math.max(...spans.map((span) => span.end)) - start,
  };
}

/** The span that the trace began with: of those whose parent is not here, the earliest. */
function firstSpan(spans: readonly Span[]): Span | undefined {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return spans
    .filter(({ parentId }) => parentId === undefined || !ids.has(parentId))
    .toSorted((a, b) => a.start - b.start)[0];
}
