create table public.notes (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  title text not null constraint notes_title_length check (char_length(title) between 1 and 200),
  body text not null default '' constraint notes_body_length check (char_length(body) <= 10000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- Serves the policies and the pages of a list.
create index notes_owner_id_created_at_idx on public.notes (owner_id, created_at desc, id desc);
create index notes_created_at_idx on public.notes (created_at desc, id desc);
create trigger notes_touch before update on public.notes
  for each row execute function private.touch_row();

alter table public.notes enable row level security;
-- Owner, version and times have no grant: they never take effect from outside.
grant select, delete on public.notes to authenticated;
grant insert (title, body), update (title, body) on public.notes to authenticated;
create policy "notes: read own" on public.notes
  for select to authenticated
  using ((select auth.uid()) = owner_id);
create policy "notes: insert own" on public.notes
  for insert to authenticated
  with check ((select auth.uid()) = owner_id);
create policy "notes: update own" on public.notes
  for update to authenticated
  using ((select auth.uid()) = owner_id)
  with check ((select auth.uid()) = owner_id);
create policy "notes: delete own" on public.notes
  for delete to authenticated
  using ((select auth.uid()) = owner_id);

-- A create that is repeated with its key makes one row.
create table private.idempotency_keys (
  owner_id uuid not null references auth.users (id) on delete cascade,
  key text not null constraint idempotency_keys_key_length check (char_length(key) between 1 and 200),
  request_hash bytea not null,
  note_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (owner_id, key)
);
create index idempotency_keys_created_at_idx on private.idempotency_keys (created_at);
alter table private.idempotency_keys enable row level security;

-- Answers the note of this key, made now or by an earlier call. A second call at the same time waits for
-- the first at the primary key.
create function private.create_note(title text, body text, idempotency_key text) returns public.notes
language plpgsql security definer set search_path = '' as $$
declare
  caller uuid := private.require_user();
  hash bytea := sha256(convert_to(jsonb_build_array(title, body)::text, 'UTF8'));
  new_id uuid := gen_random_uuid();
  earlier private.idempotency_keys;
  note public.notes;
begin
  if idempotency_key is not null then
    insert into private.idempotency_keys (owner_id, key, request_hash, note_id)
    values (caller, idempotency_key, hash, new_id)
    on conflict do nothing;
    if not found then
      select * into strict earlier from private.idempotency_keys k
      where k.owner_id = caller and k.key = idempotency_key;
      if earlier.request_hash <> hash then
        raise sqlstate 'PT409' using
          message = 'This idempotency key was used with another note',
          hint = 'Make a new key for each note';
      end if;
      select * into note from public.notes n where n.id = earlier.note_id;
      if note.id is null then
        raise sqlstate 'PT404' using message = 'The note of this idempotency key has been deleted';
      end if;
      return note;
    end if;
  end if;
  insert into public.notes (id, owner_id, title, body) values (new_id, caller, title, body)
  returning * into note;
  return note;
end;
$$;

create function public.create_note(title text, body text default '', idempotency_key text default null)
returns public.notes
language sql security invoker set search_path = '' as $$
  select * from private.create_note(title, body, idempotency_key);
$$;
grant execute on function
  private.create_note(text, text, text),
  public.create_note(text, text, text)
to authenticated;

-- The one way of admins to foreign notes: no policy lets them, and each foreign note on a page is written
-- down before it is answered.
create function private.admin_list_notes(before_at timestamptz, before_id uuid, page_size integer)
returns setof public.notes
language plpgsql security definer set search_path = '' as $$
declare
  admin uuid := private.require_admin();
begin
  return query
    with page as materialized (
      select * from public.notes n
      where before_at is null or (n.created_at, n.id) < (before_at, before_id)
      order by n.created_at desc, n.id desc
      limit least(greatest(page_size, 1), 100)
    ), trail as (
      insert into private.audit_events (actor_id, action, subject_type, subject_id, owner_id)
      select admin, 'read', 'note', p.id, p.owner_id from page p where p.owner_id <> admin
    )
    select * from page p order by p.created_at desc, p.id desc;
end;
$$;

create function public.admin_list_notes(
  before_at timestamptz default null, before_id uuid default null, page_size integer default 20
) returns setof public.notes
language sql security invoker set search_path = '' as $$
  select * from private.admin_list_notes(before_at, before_id, page_size);
$$;
grant execute on function
  private.admin_list_notes(timestamptz, uuid, integer),
  public.admin_list_notes(timestamptz, uuid, integer)
to authenticated;
