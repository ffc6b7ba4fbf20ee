import { SpanStatusCode } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { describe, expect, test } from 'vitest';

import { loadConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { findSignals } from './signals.ts';
import { startTelemetry } from './start.ts';
import { noTelemetry } from './telemetry.ts';
import { withoutSecrets } from './trace-exporter.ts';

const AUTH_SECRET = 'k7Hq2ZpX9vLr4TnB8wYc1MdF6sJg3RaE';
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };

function signals(role: 'api' | 'worker', env: Record<string, string>) {
  return findSignals(role, loadConfig({ AUTH_SECRET, ...env }), env);
}

describe('what is switched on', () => {
  test('is nothing without a setting', async () => {
    expect(signals('api', {})).toMatchObject({ any: false });
    const config = loadConfig({ AUTH_SECRET });
    expect(await startTelemetry('api', config, createLogger('silent'))).toBe(noTelemetry);
  });

  test('are traces and metrics with a collector', () => {
    expect(signals('api', endpoint)).toMatchObject({ traces: true, metrics: true });
    const forTraces = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:4318/v1/traces' };
    expect(signals('api', forTraces)).toMatchObject({ traces: true, metrics: false });
  });

  test('is what the standard variables leave', () => {
    const noTraces = { ...endpoint, OTEL_TRACES_EXPORTER: 'none' };
    expect(signals('api', noTraces)).toMatchObject({ traces: false, metrics: true });
    const disabled = { ...endpoint, METRICS_PORT: '9464', OTEL_SDK_DISABLED: 'true' };
    expect(signals('api', disabled)).toMatchObject({ any: false });
  });

  test('is scraped on a port of each process', () => {
    expect(signals('api', { METRICS_PORT: '9464' })).toMatchObject({ scrapePort: 9464, any: true });
    expect(signals('worker', { METRICS_PORT: '9464' })).toMatchObject({ any: false });
  });
});

test('a span is sent without queries and without messages of the database', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('test');
  const call = tracer.startSpan('call', {
    attributes: { 'url.full': 'https://example.com/a?token=secret', 'url.query': 'token=secret' },
  });
  call.end();
  const statement = tracer.startSpan('statement', {
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'select $1::int' },
  });
  statement.setStatus({
    code: SpanStatusCode.ERROR,
    message: 'invalid input syntax for type integer: "secret"',
  });
  statement.end();

  const [first, second] = exporter.getFinishedSpans().map(withoutSecrets);
  expect(first?.attributes).toEqual({ 'url.full': 'https://example.com/a' });
  expect(first?.name).toBe('call');
  expect(first?.spanContext()).toEqual(call.spanContext());
  expect(second?.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(second?.attributes['db.query.text']).toBe('select $1::int');
});
