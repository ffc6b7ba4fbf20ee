begin;
select plan(22);

-- Workers that are at it meanwhile wait, so that the queue holds what is put here and nothing else.
lock table private.schedules, private.jobs in share row exclusive mode;
delete from private.jobs;
update private.schedules set next_run_at = now() + interval '1 day';
set local request.headers to '{"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}';
select private.enqueue_job('first', '{"n":1}') is not null as enqueued;
set local request.headers to '';

create function pg_temp.token() returns uuid language sql as $$ select lease_token from private.jobs where queue = 'first' $$;
create function pg_temp.job() returns uuid language sql as $$ select id from private.jobs where queue = 'first' $$;

select results_eq(
  'select queue, data, attempts, trace_id from public.lease_jobs(1, 60)',
  $$ values ('first', '{"n":1}'::jsonb, 1, '0af7651916cd43dd8448eb211c80319c') $$, 'a job is leased, with its trace'
);
select is_empty('select * from public.lease_jobs(1, 60)', 'and to one worker only');
select throws_ok(
  $$ select public.complete_job(pg_temp.job(), gen_random_uuid()) $$, 'PT409', null, 'another lease cannot end it'
);
select is(public.fail_job(pg_temp.job(), gen_random_uuid(), 'x', 10), null, 'nor fail it');
select is(public.fail_job(pg_temp.job(), pg_temp.token(), 'boom', 10), 'waiting', 'a failed job waits');
select is_empty('select * from public.lease_jobs(1, 60)', 'for its time');
select ok(
  (select run_at between now() + interval '10 seconds' and now() + interval '11 seconds' from private.jobs where queue = 'first'),
  'first for about ten seconds'
);

update private.jobs set run_at = now();
select isnt_empty('select * from public.lease_jobs(1, 60)', 'then it runs again');
select is(public.fail_job(pg_temp.job(), pg_temp.token(), 'boom', 10), 'waiting', 'and waits again');
select ok(
  (select run_at between now() + interval '20 seconds' and now() + interval '22 seconds' from private.jobs where queue = 'first'),
  'twice as long'
);

update private.jobs set state = 'leased', attempts = 3, lease_token = gen_random_uuid(), leased_until = now() - interval '1 second';
select results_eq('select attempts from public.lease_jobs(1, 60)', 'values (4)', 'a lease that ran out is taken over');
update private.jobs set state = 'waiting', attempts = 4, run_at = now();
select results_eq('select attempts from public.lease_jobs(1, 60)', 'values (5)', 'the fifth attempt');
select is(public.fail_job(pg_temp.job(), pg_temp.token(), 'the end', 10), 'dead', 'is the last');
select results_eq(
  'select queue, attempts, last_error from public.list_dead_jobs()', $$ values ('first', 5, 'the end') $$,
  'a dead job stands in the list with its error'
);
select results_eq('select public.retry_dead_jobs()', 'select pg_temp.job()', 'and can be tried again');
select results_eq('select attempts from public.lease_jobs(1, 60)', 'values (1)', 'with all its attempts');

update private.jobs set attempts = 5, leased_until = now() - interval '1 second';
select is_empty('select * from public.lease_jobs(1, 60)', 'a worker that is ended in the last attempt leaves a dead job');
select is((select state from private.jobs where queue = 'first'), 'dead', 'not one that is leased forever');
delete from private.jobs;

update private.schedules set next_run_at = now() - interval '1 minute';
select private.enqueue_due_schedules() is null as due;
select private.enqueue_due_schedules() is null as due_again;
select results_eq('select queue, state from private.jobs', $$ values ('clean-up', 'waiting') $$, 'a schedule makes one job');
select ok((select next_run_at > now() from private.schedules), 'and moves on');
select is(
  private.next_time('03:00', '2026-01-31T02:59:59Z'), '2026-01-31T03:00:00Z'::timestamptz, 'today, before the hour'
);
select is(
  private.next_time('03:00', '2026-01-31T03:00:00Z'), '2026-02-01T03:00:00Z'::timestamptz, 'tomorrow, after it'
);

select * from finish();
rollback;
