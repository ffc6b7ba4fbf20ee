/** Key of the lock at which exports stand still; the project uses none of this number. */
export const EXPORT_LOCK = 727_100;

/**
 * What the driver adds to a migrated database to look at exports and to disturb them: each lease of their job is
 * written down, the file of an export can be held on its way to Storage, and the transaction that makes it ready
 * can be made to fail, and is counted. A sequence counts the ones that are to fail, since what it counted stays when the
 * transaction is undone.
 */
export const PROBES = `
  create schema conformance;
  create table conformance.runs (export_id uuid not null, at timestamptz not null default clock_timestamp());
  create table conformance.effects (export_id uuid not null);
  create table conformance.failing (up_to bigint not null);
  insert into conformance.failing values (0);
  create sequence conformance.attempts;

  create function conformance.note_run() returns trigger language plpgsql security definer as $$
  begin
    insert into conformance.runs (export_id) values ((new.data ->> 'export_id')::uuid);
    return new;
  end $$;
  create trigger conformance_run after update of lease_token on private.jobs for each row
    when (new.queue = 'make-export' and new.lease_token is not null)
    execute function conformance.note_run();

  create function conformance.hold() returns trigger language plpgsql security definer as $$
  begin
    perform pg_advisory_xact_lock_shared(${EXPORT_LOCK});
    return new;
  end $$;
  create trigger conformance_hold before insert on storage.objects for each row
    when (new.bucket_id = 'exports') execute function conformance.hold();

  create function conformance.note_effect() returns trigger language plpgsql security definer as $$
  begin
    if nextval('conformance.attempts') <= (select up_to from conformance.failing) then
      raise exception 'this run is to fail';
    end if;
    insert into conformance.effects values (new.id);
    return new;
  end $$;
  create trigger conformance_effect before update on public.exports for each row
    when (new.state = 'ready') execute function conformance.note_effect();

  create function conformance.refuse() returns trigger language plpgsql security definer as $$
  begin
    raise exception 'this change is to fail';
  end $$;
`;
