import { describe, expect, it } from 'vitest';
import { startCollector } from './collector.ts';
import { eventsIn } from './envelopes.ts';
import { readExposition } from './exposition.ts';
import { pointsIn, spansIn } from './otlp.ts';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

describe('spans over OTLP', () => {
  const span = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    parentSpanId: '',
    name: 'GET /notes',
    kind: 2,
    attributes: [text('http.route', '/notes'), { key: 'status', value: { intValue: '200' } }],
    status: { message: 'a secret' },
  };
  const request = { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };

  it('have their ids, kind and attributes, and all that was sent', () => {
    const [found] = spansIn([JSON.stringify(request)]);
    expect(found).toMatchObject({
      traceId: 'a'.repeat(32),
      id: 'b'.repeat(16),
      parentId: undefined,
      kind: 'server',
      attributes: { 'http.route': '/notes', status: '200' },
    });
    expect(found?.text).toContain('a secret');
  });

  it('are kept by the collector', async () => {
    await using collector = await startCollector();
    await fetch(`${collector.url}/v1/traces`, { method: 'POST', body: JSON.stringify(request) });
    expect(collector.spans().map(({ name }) => name)).toEqual(['GET /notes']);
  });
});

describe('metrics over OTLP', () => {
  const request = (sender: string, count: number, sum: number): string =>
    JSON.stringify({
      resourceMetrics: [
        {
          resource: { attributes: [text('service.instance.id', sender)] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'http.server.request.duration',
                  histogram: {
                    dataPoints: [{ attributes: [text('http.route', '/notes')], count, sum }],
                  },
                },
                { name: 'pool.used', gauge: { dataPoints: [{ asInt: '3' }] } },
              ],
            },
          ],
        },
      ],
    });

  it('are the newest state of each series of each sender', () => {
    const points = pointsIn([
      request('api', 1, 0.5),
      request('worker', 7, 1),
      request('api', 2, 2),
    ]);
    const requests = points.filter(({ name }) => name === 'http_server_request_duration');
    expect(requests).toEqual([
      { name: expect.any(String), labels: { http_route: '/notes' }, count: 2, value: 2 },
      { name: expect.any(String), labels: { http_route: '/notes' }, count: 7, value: 1 },
    ]);
    expect(points.filter(({ name }) => name === 'pool_used')).toHaveLength(2);
    expect(points.at(1)).toEqual({ name: 'pool_used', labels: {}, count: undefined, value: 3 });
  });
});

describe('a scrape', () => {
  const exposition = [
    '# HELP job_seconds How long jobs take.',
    '# TYPE job_seconds histogram',
    'job_seconds_count{job="export",outcome="done"} 2',
    'job_seconds_sum{job="export",outcome="done"} 1.5e-3',
    'job_seconds_bucket{job="export",outcome="done",le="+Inf"} 2',
    '# TYPE requests_count gauge',
    String.raw`requests_count{path="a \"b\" \\ {c}"} 4 1395066363000`,
    'up 1',
    '',
  ].join('\n');

  it('gives a histogram as one point, and names that only look like one as they are', () => {
    expect(readExposition(exposition)).toEqual([
      { name: 'job_seconds', labels: { job: 'export', outcome: 'done' }, count: 2, value: 0.0015 },
      {
        name: 'requests_count',
        labels: { path: String.raw`a "b" \ {c}` },
        count: undefined,
        value: 4,
      },
      { name: 'up', labels: {}, count: undefined, value: 1 },
    ]);
  });
});

describe('an envelope for an error tracker', () => {
  it('gives its events, behind items with line breaks in them and in any encoding', () => {
    const attachment = Buffer.from('ä\n{"type":"event"}\n');
    const event = '{"message":"broken"}';
    const envelope = Buffer.concat([
      Buffer.from(`{"sent_at":"now"}\n{"type":"attachment","length":${attachment.length}}\n`),
      attachment,
      Buffer.from(`\n{"type":"event"}\n${event}\n{"type":"client_report"}\n{}\n`),
    ]);
    expect(eventsIn([envelope, Buffer.from(`{}\n{"type":"event"}\n${event}`)])).toEqual([
      event,
      event,
    ]);
  });
});
