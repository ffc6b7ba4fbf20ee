-- Events that were counted, so that one which is delivered again is not; kept longer than senders repeat.
create table private.webhook_events (
  id text primary key constraint webhook_events_id_length check (char_length(id) between 1 and 255),
  type text not null constraint webhook_events_type_length check (char_length(type) between 1 and 200),
  received_at timestamptz not null default now()
);
create index webhook_events_received_at_idx on private.webhook_events (received_at);
alter table private.webhook_events enable row level security;

create table private.webhook_counts (
  type text primary key,
  count bigint not null
);
alter table private.webhook_counts enable row level security;

-- True for the first delivery of an event. Deliveries at the same time wait for each other at its id.
create function private.count_webhook_event(event_id text, event_type text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.webhook_events (id, type) values (event_id, event_type) on conflict do nothing;
  if not found then
    return false;
  end if;
  insert into private.webhook_counts (type, count) values (event_type, 1)
  on conflict (type) do update set count = webhook_counts.count + 1;
  return true;
end;
$$;
create function public.count_webhook_event(event_id text, event_type text) returns boolean
language sql security invoker set search_path = '' as $$
  select private.count_webhook_event(event_id, event_type);
$$;
grant execute on function
  private.count_webhook_event(text, text), public.count_webhook_event(text, text)
to service_role;

create function private.admin_webhook_counts() returns setof private.webhook_counts
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_admin();
  return query select * from private.webhook_counts order by type;
end;
$$;
create function public.admin_webhook_counts() returns table (type text, count bigint)
language sql stable security invoker set search_path = '' as $$
  select type, count from private.admin_webhook_counts();
$$;
grant execute on function private.admin_webhook_counts(), public.admin_webhook_counts() to authenticated;
