/**
 * Where the project leases the job of an export, sends its file to Storage, and makes the export ready: there the
 * probes are called.
 */
export const PROBES = `
  create function conformance.note_run() returns trigger language plpgsql security definer as $$
  begin
    insert into conformance.runs (export_id) values ((new.data ->> 'export_id')::uuid);
    return new;
  end $$;
  create trigger conformance_run after update of lease_token on private.jobs for each row
    when (new.queue = 'make-export' and new.lease_token is not null)
    execute function conformance.note_run();

  create trigger conformance_hold before insert on storage.objects for each row
    when (new.bucket_id = 'exports') execute function conformance.hold();
  create trigger conformance_effect before update on public.exports for each row
    when (new.state = 'ready') execute function conformance.note_effect();
`;
