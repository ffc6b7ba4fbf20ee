begin;
select plan(9);

insert into auth.users (id, email, email_confirmed_at) values
  ('00000000-0000-4000-8000-00000000000a', 'ada@example.test', now()),
  ('00000000-0000-4000-8000-00000000000b', 'bob@example.test', null);
select results_eq(
  $$ select email from public.profiles where id = '00000000-0000-4000-8000-00000000000a' $$,
  $$ values ('ada@example.test') $$, 'an account comes with a profile'
);
update auth.users set email = 'new@example.test' where id = '00000000-0000-4000-8000-00000000000a';
select results_eq(
  $$ select email from public.profiles where id = '00000000-0000-4000-8000-00000000000a' $$,
  $$ values ('new@example.test') $$, 'which follows its address'
);

set local role service_role;
select is(public.make_admin('New@example.test'), '00000000-0000-4000-8000-00000000000a'::uuid, 'an admin is made by address');
select is(public.make_admin('new@example.test'), '00000000-0000-4000-8000-00000000000a'::uuid, 'again without effect');
select throws_ok($$ select public.make_admin('bob@example.test') $$, 'PT404', null, 'not before the address is confirmed');
select throws_ok($$ select public.make_admin('nobody@example.test') $$, 'PT404', null, 'nor for an unknown one');
reset role;

set local role supabase_auth_admin;
select is(
  private.custom_access_token_hook('{"user_id":"00000000-0000-4000-8000-00000000000a","claims":{"aud":"authenticated"}}')
    -> 'claims',
  '{"aud":"authenticated","user_role":"admin"}'::jsonb, 'the token of an admin says so'
);
select is(
  private.custom_access_token_hook('{"user_id":"00000000-0000-4000-8000-00000000000b","claims":{}}') -> 'claims',
  '{"user_role":"member"}'::jsonb, 'that of everybody else says member'
);
reset role;

delete from auth.users where id = '00000000-0000-4000-8000-00000000000a';
select is_empty(
  $$ select from private.user_roles where user_id = '00000000-0000-4000-8000-00000000000a' $$, 'a role goes with its account'
);

select * from finish();
rollback;
