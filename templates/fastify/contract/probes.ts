/** Key of the lock at which exports stand still; the service uses none of this number. */
export const EXPORT_LOCK = 727_100;

/**
 * What the driver adds to a migrated database to look at exports and to disturb them: each start of their job is
 * written down, and the transaction that makes an export ready can be held, made to fail, and is counted.
 * A sequence counts the ones that are to fail, since what it counted stays when the transaction is undone.
 */
export const PROBES = `
  create schema conformance;
  create table conformance.runs (export_id uuid not null, at timestamptz not null default clock_timestamp());
  create table conformance.effects (export_id uuid not null);
  create table conformance.failing (up_to bigint not null);
  insert into conformance.failing values (0);
  create sequence conformance.attempts;

  create function conformance.note_run() returns trigger language plpgsql as $$
  begin
    insert into conformance.runs (export_id) values ((new.data->'payload'->>'exportId')::uuid);
    return new;
  end $$;
  create trigger note_run after update of state on jobs.job for each row
    when (new.name = 'make-export' and new.state = 'active' and old.state <> 'active')
    execute function conformance.note_run();

  create function conformance.note_effect() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(${EXPORT_LOCK});
    if nextval('conformance.attempts') <= (select up_to from conformance.failing) then
      raise exception 'this run is to fail';
    end if;
    insert into conformance.effects values (new.id);
    return new;
  end $$;
  create trigger note_effect before update on exports for each row when (new.status = 'ready')
    execute function conformance.note_effect();

  create function conformance.refuse() returns trigger language plpgsql as $$
  begin
    raise exception 'this insert is to fail';
  end $$;
`;
