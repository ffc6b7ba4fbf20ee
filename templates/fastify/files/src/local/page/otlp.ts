import { z } from 'zod';

import type { Span, SpanKind } from './span.ts';

/** The part of an OTLP trace export in JSON that the page shows. */
const anyValue = z.looseObject({});
const keyValue = z.object({ key: z.string(), value: anyValue.optional() });
const nanoseconds = z.union([z.string().regex(/^\d{1,20}$/), z.number().nonnegative()]);
const hexId = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'i'))
    .toLowerCase();

const spanRecord = z.object({
  traceId: hexId(32),
  spanId: hexId(16),
  parentSpanId: z.union([hexId(16), z.literal('')]).optional(),
  name: z.string(),
  kind: z.number().optional(),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: z.array(keyValue).default([]),
  events: z
    .array(z.object({ name: z.string(), attributes: z.array(keyValue).default([]) }))
    .default([]),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
});

const traceExport = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes: z.array(keyValue).default([]) }).optional(),
        scopeSpans: z.array(z.object({ spans: z.array(spanRecord).default([]) })).default([]),
      }),
    )
    .default([]),
});

const kinds: readonly SpanKind[] = [
  'internal',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
const statusError = 2;

/**
 * The spans of an OTLP/HTTP trace export in its JSON form (opentelemetry.io/docs/specs/otlp).
 * Throws a ZodError for anything else.
 */
export function readSpans(body: unknown): Span[] {
  return traceExport.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = attributesOf(resource?.attributes ?? []).get('service.name') ?? 'unknown';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => toSpan(span, service)));
  });
}

function toSpan(record: z.output<typeof spanRecord>, service: string): Span {
  const events = record.events.map((event) => ({
    name: event.name,
    attributes: attributesOf(event.attributes),
  }));
  const failed = record.status?.code === statusError;
  const exception = events.find(({ name }) => name === 'exception');
  const reason = record.status?.message || exception?.attributes.get('exception.message');
  return {
    traceId: record.traceId,
    spanId: record.spanId,
    parentId: record.parentSpanId || undefined,
    name: record.name,
    kind: kinds[record.kind ?? 0] ?? 'internal',
    service,
    start: toMicroseconds(record.startTimeUnixNano),
    end: toMicroseconds(record.endTimeUnixNano),
    attributes: attributesOf(record.attributes),
    events,
    error: failed ? (reason ?? 'failed') : undefined,
  };
}

/** Nanoseconds since 1970 do not fit into a number, microseconds do. */
function toMicroseconds(value: string | number): number {
  return Number(BigInt(value) / 1000n);
}

function attributesOf(pairs: z.output<typeof keyValue>[]): Map<string, string> {
  return new Map(pairs.map(({ key, value }) => [key, toText(value ?? {})]));
}

/** An OTLP value is an object with one key, which tells its type. */
function toText(value: object): string {
  const [content] = Object.values(value);
  if (typeof content === 'string') return content;
  if ('arrayValue' in value) {
    const { values } = z.object({ values: z.array(anyValue).default([]) }).parse(content);
    return values.map(toText).join(', ');
  }
  return JSON.stringify(content) ?? '';
}
