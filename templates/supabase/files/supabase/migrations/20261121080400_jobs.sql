-- The outbox: work outside a request. A job is enqueued by the transaction of the row that it is about, and
-- the function `work` leases and executes it. One that fails is tried again after a growing wait; after
-- the last attempt it stands here as dead, with its error.
create table private.jobs (
  id uuid primary key default gen_random_uuid(),
  queue text not null,
  data jsonb not null default '{}',
  -- At most one job of a queue has this key, e.g. the day of a schedule.
  unique_key text,
  state text not null default 'waiting'
    constraint jobs_state check (state in ('waiting', 'leased', 'done', 'dead')),
  attempts integer not null default 0,
  max_attempts integer not null default 5,
  run_at timestamptz not null default now(),
  leased_until timestamptz,
  lease_token uuid,
  last_error text,
  trace_id text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint jobs_queue_unique_key unique (queue, unique_key)
);
create index jobs_due_idx on private.jobs (run_at) where state = 'waiting';
create index jobs_leased_until_idx on private.jobs (leased_until) where state = 'leased';
create index jobs_finished_at_idx on private.jobs (finished_at) where state in ('done', 'dead');
alter table private.jobs enable row level security;

-- The trace of the request that causes a job: its `traceparent`, as the API hands headers to the database.
create function private.current_trace_id() returns text
language sql stable set search_path = '' as $$
  select substring(
    nullif(current_setting('request.headers', true), '')::jsonb ->> 'traceparent'
    from '^[0-9a-f]{2}-([0-9a-f]{32})-'
  );
$$;

create function private.enqueue_job(queue text, data jsonb) returns uuid
language sql security definer set search_path = '' as $$
  insert into private.jobs (queue, data, trace_id)
  values (queue, data, private.current_trace_id())
  returning id;
$$;

-- What runs by the clock, once a day at a time in UTC.
create table private.schedules (
  queue text primary key,
  at time not null,
  next_run_at timestamptz not null
);
alter table private.schedules enable row level security;

create function private.next_time(at time, after timestamptz) returns timestamptz
language sql immutable set search_path = '' as $$
  select case when due > after then due else due + interval '1 day' end
  from (
    select (date_trunc('day', after at time zone 'UTC') + at) at time zone 'UTC' as due
  ) as today;
$$;

-- Puts due schedules into the queue. The row is locked while it moves on, and the time of the run is the
-- key of the job: two workers make one.
create function private.enqueue_due_schedules() returns void
language sql security definer set search_path = '' as $$
  with due as (
    select s.queue, s.next_run_at from private.schedules s
    where s.next_run_at <= now()
    for update skip locked
  ), moved as (
    update private.schedules s set next_run_at = private.next_time(s.at, now())
    from due where due.queue = s.queue
  )
  insert into private.jobs (queue, unique_key)
  select due.queue, to_char(due.next_run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
  from due
  on conflict do nothing;
$$;

-- Gives at most `batch` due jobs to the caller for `lease_seconds`. A job whose lease has run out is due
-- again: the process that held it was ended. Where that was the last attempt, it is dead.
create function private.lease_jobs(batch integer, lease_seconds integer) returns setof private.jobs
language plpgsql security definer set search_path = '' as $$
begin
  perform private.enqueue_due_schedules();

  update private.jobs set
    state = 'dead', finished_at = now(), leased_until = null, lease_token = null,
    last_error = 'The process that worked on it was ended'
  where id in (
    select j.id from private.jobs j
    where j.state = 'leased' and j.leased_until < now() and j.attempts >= j.max_attempts
    for update skip locked
  );

  -- Materialized: the rows are chosen and locked once, whatever plan the update takes.
  return query
    with due as materialized (
      select j.id from private.jobs j
      where (j.state = 'waiting' and j.run_at <= now())
        or (j.state = 'leased' and j.leased_until < now())
      order by j.run_at
      for update skip locked
      limit batch
    )
    update private.jobs j set
      state = 'leased',
      attempts = j.attempts + 1,
      leased_until = now() + make_interval(secs => lease_seconds),
      lease_token = gen_random_uuid()
    from due where due.id = j.id
    returning j.*;
end;
$$;

-- Ends a job. Whoever has an effect to write does so in the transaction that calls this first: a lease that
-- somebody else has taken over raises, and the effect goes with it.
create function private.complete_job(job_id uuid, token uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update private.jobs set
    state = 'done', finished_at = now(), leased_until = null, lease_token = null, last_error = null
  where id = job_id and state = 'leased' and lease_token = token;
  if not found then
    raise sqlstate 'PT409' using message = 'This lease was taken over';
  end if;
end;
$$;

-- Hands a failed job back: after `retry_seconds`, twice that, four times that, … and a little chance, so
-- that jobs which failed together do not come back together. Answers its new state.
create function private.fail_job(job_id uuid, token uuid, error text, retry_seconds integer) returns text
language sql security definer set search_path = '' as $$
  update private.jobs set
    state = case when attempts >= max_attempts then 'dead' else 'waiting' end,
    finished_at = case when attempts >= max_attempts then now() end,
    run_at = now() + make_interval(
      secs => retry_seconds * power(2, attempts - 1) * (1 + random() * 0.1)
    ),
    last_error = left(error, 2000),
    leased_until = null,
    lease_token = null
  where id = job_id and state = 'leased' and lease_token = token
  returning state;
$$;

-- Gives dead jobs five more attempts; all of them without ids.
create function private.retry_dead_jobs(job_ids uuid[]) returns setof uuid
language sql security definer set search_path = '' as $$
  update private.jobs set state = 'waiting', attempts = 0, run_at = now(), finished_at = null
  where state = 'dead' and (job_ids is null or id = any (job_ids))
  returning id;
$$;

-- The API of the function `work` and of the commands: with the secret key alone.
create function public.lease_jobs(batch integer, lease_seconds integer)
returns table (
  id uuid, queue text, data jsonb, attempts integer, lease_token uuid, trace_id text, run_at timestamptz
)
language sql security invoker set search_path = '' as $$
  select id, queue, data, attempts, lease_token, trace_id, run_at
  from private.lease_jobs(batch, lease_seconds);
$$;

create function public.complete_job(job_id uuid, token uuid) returns void
language sql security invoker set search_path = '' as $$
  select private.complete_job(job_id, token);
$$;

create function public.fail_job(job_id uuid, token uuid, error text, retry_seconds integer) returns text
language sql security invoker set search_path = '' as $$
  select private.fail_job(job_id, token, error, retry_seconds);
$$;

create function private.list_dead_jobs() returns setof private.jobs
language sql stable security definer set search_path = '' as $$
  select * from private.jobs where state = 'dead' order by finished_at desc, id limit 100;
$$;

create function public.list_dead_jobs()
returns table (
  id uuid, queue text, data jsonb, attempts integer, last_error text, trace_id text,
  created_at timestamptz, finished_at timestamptz
)
language sql stable security invoker set search_path = '' as $$
  select id, queue, data, attempts, last_error, trace_id, created_at, finished_at
  from private.list_dead_jobs();
$$;

create function public.retry_dead_jobs(job_ids uuid[] default null) returns setof uuid
language sql security invoker set search_path = '' as $$
  select private.retry_dead_jobs(job_ids);
$$;

grant execute on function
  private.lease_jobs(integer, integer), public.lease_jobs(integer, integer),
  private.complete_job(uuid, uuid), public.complete_job(uuid, uuid),
  private.fail_job(uuid, uuid, text, integer), public.fail_job(uuid, uuid, text, integer),
  private.list_dead_jobs(), public.list_dead_jobs(),
  private.retry_dead_jobs(uuid[]), public.retry_dead_jobs(uuid[])
to service_role;
