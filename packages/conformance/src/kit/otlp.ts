/** A span, read from OTLP (https://opentelemetry.io/docs/specs/otlp/). */
export interface OtlpSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes: Readonly<Record<string, string>>;
  /** All of it as it was sent. */
  readonly text: string;
}

/** One series of a metric at its newest state. Names are written as Prometheus does, with underscores for dots. */
export interface MetricPoint {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of a histogram, how many values it took in. */
  readonly count: number | undefined;
  /** The sum of a histogram, or the value of what is none. */
  readonly value: number;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface RawSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes?: readonly Attribute[];
}

interface RawPoint {
  readonly attributes?: readonly Attribute[];
  readonly count?: number | string;
  readonly sum?: number;
  readonly asInt?: number | string;
  readonly asDouble?: number;
}

interface RawMetric {
  readonly name: string;
  readonly histogram?: { readonly dataPoints: readonly RawPoint[] };
  readonly sum?: { readonly dataPoints: readonly RawPoint[] };
  readonly gauge?: { readonly dataPoints: readonly RawPoint[] };
}

interface Resource {
  readonly attributes?: readonly Attribute[];
}

interface TraceRequest {
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  }[];
}

interface MetricRequest {
  readonly resourceMetrics?: readonly {
    readonly resource?: Resource;
    readonly scopeMetrics: readonly { readonly metrics: readonly RawMetric[] }[];
  }[];
}

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

/** The spans of requests of the kind ExportTraceServiceRequest, as JSON. Throws SyntaxError where one is none. */
export function spansIn(requests: readonly string[]): OtlpSpan[] {
  return requests
    .map((body) => JSON.parse(body) as TraceRequest)
    .flatMap(({ resourceSpans = [] }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map((span) => ({
      traceId: span.traceId,
      id: span.spanId,
      parentId: span.parentSpanId || undefined,
      name: span.name,
      kind: KINDS[span.kind] ?? 'internal',
      attributes: recordOf(span.attributes),
      text: JSON.stringify(span),
    }));
}

/**
 * The newest state of each series in requests of the kind ExportMetricsServiceRequest, as JSON, oldest first, with
 * cumulative values. A series belongs to the process that sent it.
 */
export function pointsIn(requests: readonly string[]): MetricPoint[] {
  const newest = new Map<string, MetricPoint>();
  for (const body of requests) {
    const { resourceMetrics = [] } = JSON.parse(body) as MetricRequest;
    for (const { resource, scopeMetrics } of resourceMetrics) {
      const sender = recordOf(resource?.attributes)['service.instance.id'] ?? '';
      for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
        for (const point of pointsOf(metric)) {
          newest.set(JSON.stringify([sender, point.name, point.labels]), point);
        }
      }
    }
  }
  return [...newest.values()];
}

function pointsOf({ name, histogram, sum, gauge }: RawMetric): MetricPoint[] {
  return ((histogram ?? sum ?? gauge)?.dataPoints ?? []).map((point) => ({
    name: underscored(name),
    labels: Object.fromEntries(
      Object.entries(recordOf(point.attributes)).map(([key, value]) => [underscored(key), value]),
    ),
    count: point.count === undefined ? undefined : Number(point.count),
    value: Number(point.sum ?? point.asInt ?? point.asDouble ?? 0),
  }));
}

function recordOf(attributes: readonly Attribute[] = []): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [first] = Object.values(value);
      return [key, typeof first === 'string' ? first : JSON.stringify(first)];
    }),
  );
}

function underscored(name: string): string {
  return name.replaceAll(/\W/g, '_');
}
