import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** Pushes spans to a collector, without what may be secret in them. */
export function createTraceExporter(): SpanExporter {
  const { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, OTEL_EXPORTER_OTLP_PROTOCOL } = process.env;
  const protocol = OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? OTEL_EXPORTER_OTLP_PROTOCOL;
  const exporter = protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  return {
    export: (spans, done) => exporter.export(spans.map(withoutSecrets), done),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

/**
 * Query strings can hold tokens, and Postgres quotes values that it cannot read in its messages. A
 * span cannot be changed after its end, so what is sent is another view of it.
 */
export function withoutSecrets(span: ReadableSpan): ReadableSpan {
  const { 'url.full': url, 'url.query': query, 'db.system.name': database } = span.attributes;
  if (url === undefined && query === undefined && database === undefined) return span;

  const attributes = { ...span.attributes };
  delete attributes['url.query'];
  if (typeof url === 'string') attributes['url.full'] = url.replace(/[?#].*$/s, '');
  const status = database === undefined ? span.status : { code: span.status.code };
  return Object.create(span, {
    attributes: { value: attributes },
    status: { value: status },
  }) as ReadableSpan;
}
