-- Who did what to whose record, when. Written by the functions that act; read by admins through
-- `admin_list_audit_events`.
create table private.audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id uuid not null,
  action text not null,
  subject_type text not null,
  subject_id uuid not null,
  owner_id uuid
);
-- No foreign keys: the trail outlives the accounts and rows that it is about.
create index audit_events_at_idx on private.audit_events (at desc, id desc);
alter table private.audit_events enable row level security;

create function private.admin_list_audit_events(before_id bigint, page_size integer)
returns setof private.audit_events
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_admin();
  return query
    select * from private.audit_events
    where before_id is null or id < before_id
    order by id desc
    limit least(greatest(page_size, 1), 100);
end;
$$;

create function public.admin_list_audit_events(before_id bigint default null, page_size integer default 20)
returns table (
  id bigint, at timestamptz, actor_id uuid, action text,
  subject_type text, subject_id uuid, owner_id uuid
)
language sql stable security invoker set search_path = '' as $$
  select * from private.admin_list_audit_events(before_id, page_size);
$$;
grant execute on function
  private.admin_list_audit_events(bigint, integer),
  public.admin_list_audit_events(bigint, integer)
to authenticated;
