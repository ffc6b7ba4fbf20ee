/** Where the service starts the job of an export, and where it makes an export ready: there the probes are called. */
export const PROBES = `
  create function conformance.note_run() returns trigger language plpgsql as $$
  begin
    insert into conformance.runs (export_id) values ((new.data->'payload'->>'exportId')::uuid);
    return new;
  end $$;
  create trigger conformance_run after update of state on jobs.job for each row
    when (new.name = 'make-export' and new.state = 'active' and old.state <> 'active')
    execute function conformance.note_run();

  create trigger conformance_effect before update on exports for each row
    when (new.status = 'ready') execute function conformance.note_effect();
  create trigger conformance_hold before update on exports for each row
    when (new.status = 'ready') execute function conformance.hold();
`;
