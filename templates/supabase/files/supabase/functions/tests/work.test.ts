import assert from 'node:assert/strict';

import type { Job } from '../work/jobs.ts';
import { type Queue, workOff } from '../work/work-off.ts';

const job = (id: string): Job => ({
  id,
  queue: 'test',
  data: {},
  attempts: 1,
  lease_token: 'token',
  trace_id: 'trace',
  run_at: new Date().toISOString(),
});

/** A queue of these jobs; those named in `broken` fail, with the state that is given. */
function queueOf(ids: string[], broken: Record<string, string | null> = {}) {
  const outcomes: string[] = [];
  const queue: Queue = {
    lease: () => Promise.resolve(ids.length > 0 ? job(ids.shift() ?? '') : undefined),
    execute: ({ id }) => (id in broken ? Promise.reject(new Error('boom')) : Promise.resolve()),
    fail: ({ id }) => Promise.resolve(broken[id] ?? null),
    finished: ({ id }, outcome) => outcomes.push(`${id} ${outcome}`),
  };
  return { queue, outcomes };
}

Deno.test('all due jobs are worked off, and one that fails does not stop the others', async () => {
  const { queue, outcomes } = queueOf(['a', 'b', 'c', 'd'], { b: 'waiting', c: 'dead', d: null });
  assert.deepEqual(await workOff(queue, 1_000), { done: 1, failed: 3 });
  assert.deepEqual(outcomes, ['a done', 'b failed', 'c dead', 'd taken-over']);
});

Deno.test('no job is begun after the time is up', async () => {
  const { queue } = queueOf(['a']);
  assert.deepEqual(await workOff(queue, 0), { done: 0, failed: 0 });
});
