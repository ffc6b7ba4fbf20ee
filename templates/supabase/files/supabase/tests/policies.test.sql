-- Every table has row-level security, and these policies: one per action, each for one role.
begin;
select plan(11);

select bag_eq(
  $$ select tablename::text collate "default" from pg_tables where schemaname = 'public' $$,
  $$ values ('attachments'), ('exports'), ('notes'), ('profiles') $$,
  'the tables that clients can see'
);
select is_empty(
  $$ select oid::regclass from pg_class
     where relkind in ('r', 'p') and not relrowsecurity
       and relnamespace in ('public'::regnamespace, 'private'::regnamespace) $$,
  'row-level security is on for every table'
);

select policies_are('public', 'profiles', array['profiles: read own']);
select policies_are('public', 'notes', array[
  'notes: read own', 'notes: insert own', 'notes: update own', 'notes: delete own'
]);
select policies_are('public', 'attachments', array[
  'attachments: read own', 'attachments: insert own', 'attachments: delete own'
]);
select policies_are('public', 'exports', array['exports: read own']);
select policies_are('storage', 'objects', array[
  'quarantine: upload what was begun', 'attachments and exports: read own'
]);

select is_empty(
  $$ select tablename, policyname from pg_policies
     where schemaname in ('public', 'storage') and (cmd = 'ALL' or roles <> '{authenticated}') $$,
  'each policy is for one action and for signed-in users'
);
select is_empty(
  $$ select tablename, cmd from pg_policies where schemaname in ('public', 'storage')
     group by tablename, cmd having count(*) > 1 $$,
  'no two policies are for one action'
);
select is_empty(
  $$ select tablename, policyname from pg_policies
     where schemaname in ('public', 'storage')
       and concat(qual, with_check) ~ 'auth\.(uid|jwt|role)\(\)'
       and concat(qual, with_check) !~* 'select auth\.(uid|jwt|role)\(\)' $$,
  'policies ask who the caller is once per statement, not per row'
);
select is_empty(
  $$ select tablename, policyname from pg_policies
     where concat(qual, with_check) ~ 'user_metadata' $$,
  'no policy trusts what users write about themselves'
);

select * from finish();
rollback;
