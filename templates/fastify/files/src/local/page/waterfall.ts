import type { Span } from './span.ts';

/** A span in its place: below its parent, and on the axis of the whole trace. */
export interface WaterfallRow {
  span: Span;
  depth: number;
  /** Where its bar begins and how long it is, as shares of the trace's duration. */
  offset: number;
  share: number;
}

/**
 * The spans of a trace in the order of a tree: parents first, children by their start. A span whose
 * parent is not known stands at the top, and so does one of a circle, which only broken input has.
 */
export function waterfall(spans: readonly Span[]): WaterfallRow[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const ids = new Set(sorted.map(({ spanId }) => spanId));
  const childrenOf = Map.groupBy(sorted, ({ parentId }) =>
    parentId !== undefined && ids.has(parentId) ? parentId : undefined,
  );
  const start = sorted[0]?.start ?? 0;
  const duration = Math.max(...sorted.map(({ end }) => end), start + 1) - start;

  const rows: WaterfallRow[] = [];
  const placed = new Set<Span>();
  const place = (top: Span): void => {
    const waiting = [{ span: top, depth: 0 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { span, depth } = next;
      if (placed.has(span)) continue;
      placed.add(span);
      const share = Math.max(0, span.end - span.start) / duration;
      rows.push({ span, depth, offset: (span.start - start) / duration, share });
      const children = childrenOf.get(span.spanId) ?? [];
      waiting.push(...children.toReversed().map((child) => ({ span: child, depth: depth + 1 })));
    }
  };
  for (const root of childrenOf.get(undefined) ?? []) place(root);
  for (const span of sorted) place(span);
  return rows;
}
