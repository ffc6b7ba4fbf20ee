create table public.exports (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  state text not null default 'pending'
    constraint exports_state check (state in ('pending', 'ready', 'failed')),
  path text not null generated always as (owner_id || '/' || id || '.json') stored,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index exports_owner_id_created_at_idx on public.exports (owner_id, created_at desc, id desc);
create index exports_created_at_idx on public.exports (created_at);
create index exports_path_idx on public.exports (path);

alter table public.exports enable row level security;
grant select on public.exports to authenticated;
create policy "exports: read own" on public.exports
  for select to authenticated
  using ((select auth.uid()) = owner_id);

-- The row and its job are one transaction: neither is there without the other.
create function private.request_export() returns public.exports
language plpgsql security definer set search_path = '' as $$
declare
  export public.exports;
begin
  insert into public.exports (owner_id) values (private.require_user()) returning * into export;
  perform private.enqueue_job('make-export', jsonb_build_object('export_id', export.id));
  return export;
end;
$$;
create function public.request_export() returns public.exports
language sql security invoker set search_path = '' as $$
  select * from private.request_export();
$$;
grant execute on function private.request_export(), public.request_export() to authenticated;

-- What goes into the file: all notes of the owner, as they stand at one moment.
create function private.export_document(export_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'path', e.path,
    'document', jsonb_build_object(
      'exported_at', now(),
      'notes', coalesce((
        select jsonb_agg(to_jsonb(n) order by n.created_at, n.id)
        from public.notes n where n.owner_id = e.owner_id
      ), '[]')
    )
  )
  from public.exports e where e.id = export_id;
$$;
create function public.export_document(export_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select private.export_document(export_id);
$$;

-- Marks the export and ends its job in one transaction.
create function private.finish_export(job_id uuid, token uuid, export_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.complete_job(job_id, token);
  update public.exports set state = 'ready', finished_at = now() where id = export_id;
end;
$$;
create function public.finish_export(job_id uuid, token uuid, export_id uuid) returns void
language sql security invoker set search_path = '' as $$
  select private.finish_export(job_id, token, export_id);
$$;
grant execute on function
  private.export_document(uuid), public.export_document(uuid),
  private.finish_export(uuid, uuid, uuid), public.finish_export(uuid, uuid, uuid)
to service_role;

-- An export says whether its job is dead, and waits again when the job is tried again.
create function private.follow_export_job() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.exports set
    state = case new.state when 'dead' then 'failed' else 'pending' end,
    finished_at = new.finished_at
  where id = (new.data ->> 'export_id')::uuid;
  return new;
end;
$$;
create trigger jobs_follow_export after update of state on private.jobs
  for each row
  when (new.queue = 'make-export' and (new.state = 'dead' or old.state = 'dead'))
  execute function private.follow_export_job();

create function private.delete_export_object() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.enqueue_job('delete-objects', jsonb_build_object(
    'objects', jsonb_build_array(jsonb_build_object('bucket', 'exports', 'path', old.path))
  ));
  return old;
end;
$$;
create trigger exports_delete_object after delete on public.exports
  for each row execute function private.delete_export_object();
