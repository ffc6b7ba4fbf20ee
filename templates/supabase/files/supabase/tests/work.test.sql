-- Exports, files, webhooks and the clean-up: what the functions rely on.
begin;
select plan(20);

-- Workers that are at it meanwhile wait, so that the queue holds what is put here and nothing else.
lock table private.schedules, private.jobs in share row exclusive mode;
delete from private.jobs;
update private.schedules set next_run_at = now() + interval '1 day';
insert into auth.users (id, email) values ('00000000-0000-4000-8000-00000000000a', 'ada@example.test');
insert into public.notes (id, owner_id, title) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', 'of Ada');

-- An export and its job.
set local role authenticated;
set local request.jwt.claims to '{"sub":"00000000-0000-4000-8000-00000000000a","role":"authenticated"}';
select results_eq('select state from public.request_export()', $$ values ('pending') $$, 'an export is asked for');
reset role;
select results_eq(
  'select queue, data from private.jobs',
  $$ select 'make-export', jsonb_build_object('export_id', id) from public.exports
     where owner_id = '00000000-0000-4000-8000-00000000000a' $$,
  'its job is in the same transaction'
);
select is(
  (select public.export_document(id) -> 'document' -> 'notes' -> 0 ->> 'title' from public.exports
   where owner_id = '00000000-0000-4000-8000-00000000000a'),
  'of Ada', 'the document holds the notes of its owner'
);
select isnt_empty('select * from public.lease_jobs(1, 60)', 'a worker takes it');
select throws_ok(
  $$ select public.finish_export(j.id, gen_random_uuid(), (j.data ->> 'export_id')::uuid) from private.jobs j $$,
  'PT409', null, 'one that has lost its lease does not finish it'
);
update private.jobs set attempts = 5;
select public.fail_job(id, lease_token, 'boom', 1) as failed from private.jobs;
select is((select state from public.exports where owner_id = '00000000-0000-4000-8000-00000000000a'), 'failed', 'a dead job fails its export');
select public.retry_dead_jobs() as retried;
select is((select state from public.exports where owner_id = '00000000-0000-4000-8000-00000000000a'), 'pending', 'which waits again with it');
select isnt_empty('select * from public.lease_jobs(1, 60)', 'the job is taken again');
select lives_ok(
  $$ select public.finish_export(j.id, j.lease_token, (j.data ->> 'export_id')::uuid) from private.jobs j $$, 'and finished'
);
select is((select state from public.exports where owner_id = '00000000-0000-4000-8000-00000000000a'), 'ready', 'the export is ready');

-- Files.
select throws_like(
  format('insert into public.attachments (note_id, owner_id, name) values (%L, %L, %L)',
    '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', name),
  '%attachments_name%', format('the name %L is refused', left(name, 12))
) from unnest(array['', '..', 'a/b', 'a\b', E'a\nb', repeat('é', 128)]) as name;
insert into public.attachments (id, note_id, owner_id, name) values
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-0000000000a1',
   '00000000-0000-4000-8000-00000000000a', 'Größe 报告 .txt');
select ok(public.finish_upload('00000000-0000-4000-8000-0000000000a2', 0, 'text/plain'), 'an upload is finished');
select ok(not public.finish_upload('00000000-0000-4000-8000-0000000000a2', 0, 'text/plain'), 'once');
delete from private.jobs;
delete from public.notes where id = '00000000-0000-4000-8000-0000000000a1';
select results_eq(
  $$ select queue, data -> 'objects' -> 0 ->> 'path' from private.jobs $$,
  $$ values ('delete-objects', '00000000-0000-4000-8000-00000000000a/00000000-0000-4000-8000-0000000000a2') $$,
  'a deleted note takes its bytes along, by a job of the same transaction'
);

-- Webhooks.
select results_eq(
  $$ select public.count_webhook_event('event', 'paid') from generate_series(1, 2) $$, 'values (true), (false)',
  'an event counts once'
);

select * from finish();
rollback;
