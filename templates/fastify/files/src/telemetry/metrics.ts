import type { Meter } from '@opentelemetry/api';

import type { PoolUse } from './telemetry.ts';
import type { RecordJob } from './tracing.ts';

const jobSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300];

/** How many attempts at jobs ended how, and how long they took. */
export function createJobMetrics(meter: Meter): RecordJob {
  const duration = meter.createHistogram('messaging.process.duration', {
    description: 'Duration of attempts at jobs.',
    unit: 's',
    advice: { explicitBucketBoundaries: jobSeconds },
  });
  return (job, outcome, seconds) => {
    duration.record(seconds, {
      'messaging.system': 'pg-boss',
      'messaging.operation.name': 'process',
      'messaging.destination.name': job,
      'job.outcome': outcome,
    });
  };
}

/** The connections of the pool at the time at which metrics are collected. */
export function watchPool(meter: Meter, use: () => PoolUse): void {
  const pool = { 'db.client.connection.pool.name': 'service' };
  const connections = meter.createObservableUpDownCounter('db.client.connection.count', {
    description: 'Connections of the pool by state.',
    unit: '{connection}',
  });
  const waiting = meter.createObservableUpDownCounter('db.client.connection.pending_requests', {
    description: 'Requests that wait for a connection of the pool.',
    unit: '{request}',
  });
  meter.addBatchObservableCallback(
    (result) => {
      const now = use();
      const state = 'db.client.connection.state';
      result.observe(connections, now.used, { ...pool, [state]: 'used' });
      result.observe(connections, now.idle, { ...pool, [state]: 'idle' });
      result.observe(waiting, now.waiting, pool);
    },
    [connections, waiting],
  );
}
