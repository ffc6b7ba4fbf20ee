-- What policies and foreign keys look up has an index that begins with it.
begin;
select plan(3);

create function pg_temp.leads_an_index(relation oid, attribute smallint) returns boolean
language sql as $$
  select exists (
    select from pg_index i where i.indrelid = relation and i.indkey[0] = attribute and i.indpred is null
  );
$$;

select is_empty(
  $$ select c.conrelid::regclass, a.attname from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f'
       and c.connamespace in ('public'::regnamespace, 'private'::regnamespace)
       and not pg_temp.leads_an_index(c.conrelid, a.attnum) $$,
  'foreign keys'
);
select is_empty(
  $$ select p.tablename, a.attname from pg_policies p
     join pg_attribute a on a.attrelid = format('%I.%I', p.schemaname, p.tablename)::regclass
     where p.schemaname = 'public' and a.attname in ('owner_id', 'id') and a.attnum > 0
       and concat(p.qual, p.with_check) ~ format('auth\.uid\(\) AS uid\) = %s\M', a.attname)
       and not pg_temp.leads_an_index(a.attrelid, a.attnum) $$,
  'columns that policies compare with the caller'
);
select bag_eq(
  $$ select indexname::text collate "default" from pg_indexes
     where schemaname in ('public', 'private') and indexname ~ '_idx$' $$,
  $$ values
     ('attachments_note_id_idx'), ('attachments_owner_id_idx'), ('attachments_path_idx'),
     ('attachments_uploading_idx'), ('audit_events_at_idx'), ('exports_created_at_idx'),
     ('exports_owner_id_created_at_idx'), ('exports_path_idx'), ('idempotency_keys_created_at_idx'),
     ('jobs_due_idx'), ('jobs_finished_at_idx'), ('jobs_leased_until_idx'), ('notes_created_at_idx'),
     ('notes_owner_id_created_at_idx'), ('webhook_events_received_at_idx') $$,
  'the indexes that lists, jobs and the clean-up use'
);

select * from finish();
rollback;
