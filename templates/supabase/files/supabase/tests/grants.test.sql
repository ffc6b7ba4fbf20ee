-- Every privilege that a client has, written out: one more or one less is a failure.
begin;
select plan(10);

select bag_eq(
  $$ select grantee::text collate "default", table_name::text collate "default",
       privilege_type::text collate "default"
     from information_schema.role_table_grants
     where table_schema = 'public' and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC') $$,
  $$ values
     ('authenticated', 'attachments', 'DELETE'),
     ('authenticated', 'attachments', 'SELECT'),
     ('authenticated', 'exports', 'SELECT'),
     ('authenticated', 'notes', 'DELETE'),
     ('authenticated', 'notes', 'SELECT'),
     ('authenticated', 'profiles', 'SELECT') $$,
  'tables are granted as written here'
);

select bag_eq(
  $$ select grantee::text collate "default", table_name::text collate "default",
       privilege_type::text collate "default", column_name::text collate "default"
     from information_schema.role_column_grants
     where table_schema = 'public' and privilege_type in ('INSERT', 'UPDATE')
       and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC') $$,
  $$ values
     ('authenticated', 'attachments', 'INSERT', 'name'),
     ('authenticated', 'attachments', 'INSERT', 'note_id'),
     ('authenticated', 'notes', 'INSERT', 'body'),
     ('authenticated', 'notes', 'INSERT', 'title'),
     ('authenticated', 'notes', 'UPDATE', 'body'),
     ('authenticated', 'notes', 'UPDATE', 'title') $$,
  'columns are granted as written here: no owner, no version, no state, no time'
);

select is_empty(
  $$ select grantee, table_name, privilege_type from information_schema.role_table_grants
     where table_schema = 'private' and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC') $$,
  'no client reaches a table in private'
);

select bag_eq(
  $$ select p.proname::text collate "default" from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and has_function_privilege('authenticated', p.oid, 'execute') $$,
  $$ values
     ('admin_list_audit_events'), ('admin_list_notes'), ('admin_webhook_counts'),
     ('begin_upload'), ('create_note'), ('request_export') $$,
  'a signed-in user may call these functions'
);

select bag_eq(
  $$ select p.proname::text collate "default" from pg_proc p
     where p.pronamespace = 'private'::regnamespace
       and has_function_privilege('authenticated', p.oid, 'execute') $$,
  $$ values
     ('admin_list_audit_events'), ('admin_list_notes'), ('admin_webhook_counts'),
     ('create_note'), ('request_export') $$,
  'and behind them these, which check the caller themselves'
);

select is_empty(
  $$ select p.proname from pg_proc p
     where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
       and has_function_privilege('anon', p.oid, 'execute') $$,
  'who is not signed in may call no function'
);

select bag_eq(
  $$ select p.proname::text collate "default" from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and has_function_privilege('service_role', p.oid, 'execute') $$,
  $$ values
     ('clean_up'), ('complete_job'), ('count_webhook_event'), ('export_document'), ('fail_job'),
     ('finish_export'), ('finish_upload'), ('lease_jobs'), ('list_dead_jobs'),
     ('list_orphaned_objects'), ('make_admin'), ('refuse_upload'), ('retry_dead_jobs') $$,
  'the secret key may call these functions'
);

select is_empty(
  $$ select p.proname from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prosecdef $$,
  'what the API exposes runs as its caller; definer functions stand in private'
);

select is_empty(
  $$ select p.oid::regprocedure from pg_proc p
     where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
       and not coalesce(p.proconfig::text[] @> array['search_path=""'], false) $$,
  'every function has an empty search path'
);

select bag_eq(
  $$ select r.rolname::text collate "default" from pg_roles r
     where r.rolname in ('anon', 'authenticated', 'service_role', 'supabase_auth_admin')
       and has_function_privilege(r.rolname, 'private.custom_access_token_hook(jsonb)', 'execute') $$,
  $$ values ('supabase_auth_admin') $$,
  'only Auth calls the hook for tokens'
);

select * from finish();
rollback;
