-- Two members, an admin, and somebody without a session, on each other's rows.
begin;
select plan(24);

insert into auth.users (id, email) values
  ('00000000-0000-4000-8000-00000000000a', 'ada@example.test'),
  ('00000000-0000-4000-8000-00000000000b', 'bob@example.test'),
  ('00000000-0000-4000-8000-00000000000c', 'cleo@example.test');
insert into private.user_roles (user_id, role) values ('00000000-0000-4000-8000-00000000000c', 'admin');
insert into public.notes (id, owner_id, title) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', 'of Ada');
insert into public.attachments (id, note_id, owner_id, name) values
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-0000000000a1',
   '00000000-0000-4000-8000-00000000000a', 'begun.txt');
insert into public.exports (id, owner_id, state) values
  ('00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-00000000000a', 'ready');
insert into storage.objects (bucket_id, name) values
  ('exports', '00000000-0000-4000-8000-00000000000a/00000000-0000-4000-8000-0000000000a3.json');

-- Bob, who claims to be an admin where users write about themselves.
set local role authenticated;
set local request.jwt.claims to '{"sub":"00000000-0000-4000-8000-00000000000b","role":"authenticated",
  "user_metadata":{"role":"admin"},"app_metadata":{"role":"admin"},"user_role":"admin"}';
select is_empty('select * from public.notes', 'a member sees no foreign note');
select is_empty('select * from public.attachments', 'no foreign attachment');
select is_empty('select * from public.exports', 'no foreign export');
select is_empty('select * from storage.objects', 'no foreign object');
select results_eq('select email from public.profiles', $$ values ('bob@example.test') $$, 'no foreign profile');
select is_empty($$ update public.notes set title = 'mine' returning id $$, 'changes no foreign note');
select is_empty('delete from public.notes returning id', 'deletes no foreign note');
select is_empty('delete from public.attachments returning id', 'deletes no foreign attachment');
select throws_ok(
  $$ insert into public.notes (title, owner_id) values ('x', '00000000-0000-4000-8000-00000000000a') $$,
  '42501', null, 'names no owner'
);
select throws_ok($$ update public.notes set owner_id = auth.uid() $$, '42501', null, 'takes no note over');
select throws_ok(
  $$ insert into public.attachments (note_id, name) values ('00000000-0000-4000-8000-0000000000a1', 'x') $$,
  '42501', null, 'attaches nothing to a foreign note'
);
select throws_ok(
  $$ select public.begin_upload('00000000-0000-4000-8000-0000000000a1', 'x') $$,
  'PT404', null, 'begins no upload to a foreign note'
);
select throws_ok(
  $$ insert into storage.objects (bucket_id, name) values ('quarantine',
     '00000000-0000-4000-8000-00000000000a/00000000-0000-4000-8000-0000000000a2') $$,
  '42501', null, 'puts nothing in the place of a foreign upload'
);
select throws_ok('select public.admin_list_notes()', '42501', null, 'a claimed role opens nothing');
select throws_ok('select * from private.user_roles', '42501', null, 'roles are out of reach');

-- Ada, on her own.
set local request.jwt.claims to '{"sub":"00000000-0000-4000-8000-00000000000a","role":"authenticated"}';
select results_eq('select title from public.notes', $$ values ('of Ada') $$, 'the owner sees her note');
select lives_ok(
  $$ insert into storage.objects (bucket_id, name) values ('quarantine',
     '00000000-0000-4000-8000-00000000000a/00000000-0000-4000-8000-0000000000a2') $$,
  'puts what she has begun into quarantine'
);
select throws_ok(
  $$ insert into storage.objects (bucket_id, name) values ('attachments',
     '00000000-0000-4000-8000-00000000000a/00000000-0000-4000-8000-0000000000a2') $$,
  '42501', null, 'but nothing past the check'
);
select results_eq(
  'select bucket_id from storage.objects', $$ values ('exports') $$,
  'reads her export, and not what is in quarantine'
);

-- An admin, who sees foreign notes by the audited function alone.
set local request.jwt.claims to '{"sub":"00000000-0000-4000-8000-00000000000c","role":"authenticated"}';
select is_empty('select * from public.notes', 'no policy shows an admin foreign notes');
select results_eq(
  $$ select title from public.admin_list_notes() where id = '00000000-0000-4000-8000-0000000000a1' $$,
  $$ values ('of Ada') $$, 'the function does'
);
select results_eq(
  $$ select action, owner_id from public.admin_list_audit_events(page_size => 100)
     where subject_id = '00000000-0000-4000-8000-0000000000a1' $$,
  $$ values ('read', '00000000-0000-4000-8000-00000000000a'::uuid) $$,
  'and writes it down'
);

-- Nobody.
set local role anon;
set local request.jwt.claims to '{"role":"anon"}';
select throws_ok('select * from public.notes', '42501', null, 'without a session there is nothing to read');
select throws_ok($$ select public.create_note('x') $$, '42501', null, 'and nothing to call');

reset role;
select * from finish();
rollback;
