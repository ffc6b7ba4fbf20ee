insert into private.schedules (queue, at, next_run_at)
values ('clean-up', '03:00', private.next_time('03:00', now()));

-- The nightly clean-up; every part of it can run again at any time. Answers how much went.
create function private.clean_up() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  removed jsonb := '{}';
  count bigint;
begin
  delete from private.idempotency_keys where created_at < now() - interval '1 day';
  get diagnostics count = row_count;
  removed := removed || jsonb_build_object('idempotency_keys', count);

  delete from private.webhook_events where received_at < now() - interval '30 days';
  get diagnostics count = row_count;
  removed := removed || jsonb_build_object('webhook_events', count);

  -- Their triggers enqueue the deletion of the bytes.
  delete from public.attachments where state = 'uploading' and created_at < now() - interval '1 day';
  get diagnostics count = row_count;
  removed := removed || jsonb_build_object('broken_uploads', count);

  delete from public.exports where created_at < now() - interval '30 days';
  get diagnostics count = row_count;
  removed := removed || jsonb_build_object('exports', count);

  delete from private.jobs
  where (state = 'done' and finished_at < now() - interval '7 days')
    or (state = 'dead' and finished_at < now() - interval '90 days');
  get diagnostics count = row_count;
  return removed || jsonb_build_object('jobs', count);
end;
$$;
create function public.clean_up() returns jsonb
language sql security invoker set search_path = '' as $$
  select private.clean_up();
$$;

-- Objects without a row, older than any upload that may still be under way: what a sweep removes.
create function private.list_orphaned_objects() returns table (bucket text, path text)
language sql stable security definer set search_path = '' as $$
  select o.bucket_id, o.name from storage.objects o
  where o.created_at < now() - interval '1 hour'
    and (
      (o.bucket_id = 'attachments' and not exists (
        select from public.attachments a where a.path = o.name and a.state = 'ready'
      ))
      or (o.bucket_id = 'quarantine' and not exists (
        select from public.attachments a where a.path = o.name and a.state = 'uploading'
      ))
      or (o.bucket_id = 'exports' and not exists (
        select from public.exports e where e.path = o.name
      ))
    )
  order by o.created_at
  limit 100;
$$;
create function public.list_orphaned_objects() returns table (bucket text, path text)
language sql stable security invoker set search_path = '' as $$
  select bucket, path from private.list_orphaned_objects();
$$;
grant execute on function
  private.clean_up(), public.clean_up(),
  private.list_orphaned_objects(), public.list_orphaned_objects()
to service_role;
