-- A file is uploaded to the bucket `quarantine`, which nobody reads, under `<owner>/<attachment>`. The
-- function `finish-upload` judges it by its content and moves it to the bucket `attachments`, which nobody
-- but it writes.
-- Names live here and never become a path; keys in the buckets are made of ids.
create table public.attachments (
  id uuid primary key default gen_random_uuid(),
  note_id uuid not null references public.notes (id) on delete cascade,
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name text not null
    constraint attachments_name_length check (octet_length(name) between 1 and 255)
    constraint attachments_name_form check (
      name !~ '[/\\[:cntrl:]]' and name not in ('.', '..')
    ),
  state text not null default 'uploading'
    constraint attachments_state check (state in ('uploading', 'ready')),
  size bigint,
  type text constraint attachments_type check (
    type in ('text/plain', 'application/pdf', 'image/png', 'image/jpeg')
  ),
  path text not null generated always as (owner_id || '/' || id) stored,
  created_at timestamptz not null default now(),
  constraint attachments_ready check (state <> 'ready' or (size is not null and type is not null))
);
create index attachments_note_id_idx on public.attachments (note_id, created_at, id);
create index attachments_owner_id_idx on public.attachments (owner_id);
create index attachments_path_idx on public.attachments (path);
create index attachments_uploading_idx on public.attachments (created_at) where state = 'uploading';

alter table public.attachments enable row level security;
grant select, delete on public.attachments to authenticated;
grant insert (note_id, name) on public.attachments to authenticated;
create policy "attachments: read own" on public.attachments
  for select to authenticated
  using ((select auth.uid()) = owner_id);
create policy "attachments: insert own" on public.attachments
  for insert to authenticated
  with check (
    (select auth.uid()) = owner_id
    and exists (
      select from public.notes n where n.id = note_id and n.owner_id = (select auth.uid())
    )
  );
create policy "attachments: delete own" on public.attachments
  for delete to authenticated
  using ((select auth.uid()) = owner_id);

-- The first step of an upload: the row, and with it the place in `quarantine`.
create function public.begin_upload(note_id uuid, name text) returns public.attachments
language plpgsql security invoker set search_path = '' as $$
declare
  attachment public.attachments;
begin
  if not exists (select from public.notes n where n.id = begin_upload.note_id) then
    raise sqlstate 'PT404' using message = 'There is no such note';
  end if;
  insert into public.attachments (note_id, name) values (begin_upload.note_id, begin_upload.name)
  returning * into attachment;
  return attachment;
end;
$$;
grant execute on function public.begin_upload(uuid, text) to authenticated;

-- The last step, by `finish-upload` alone. False if the row is gone: the note was deleted meanwhile.
create function private.finish_upload(attachment_id uuid, checked_size bigint, checked_type text)
returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.attachments set state = 'ready', size = checked_size, type = checked_type
  where id = attachment_id and state = 'uploading';
  return found;
end;
$$;
create function public.finish_upload(attachment_id uuid, checked_size bigint, checked_type text)
returns boolean
language sql security invoker set search_path = '' as $$
  select private.finish_upload(attachment_id, checked_size, checked_type);
$$;
create function private.refuse_upload(attachment_id uuid) returns void
language sql security definer set search_path = '' as $$
  delete from public.attachments where id = attachment_id and state = 'uploading';
$$;
create function public.refuse_upload(attachment_id uuid) returns void
language sql security invoker set search_path = '' as $$
  select private.refuse_upload(attachment_id);
$$;
grant execute on function
  private.finish_upload(uuid, bigint, text), public.finish_upload(uuid, bigint, text),
  private.refuse_upload(uuid), public.refuse_upload(uuid)
to service_role;

-- A row that goes, by itself or with its note or owner, takes its bytes along: the job is there with the
-- commit, however the process ends that deleted it.
create function private.delete_attachment_objects() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.enqueue_job('delete-objects', jsonb_build_object(
    'objects', jsonb_build_array(
      jsonb_build_object('bucket', 'attachments', 'path', old.path),
      jsonb_build_object('bucket', 'quarantine', 'path', old.path)
    )
  ));
  return old;
end;
$$;
create trigger attachments_delete_objects after delete on public.attachments
  for each row execute function private.delete_attachment_objects();
