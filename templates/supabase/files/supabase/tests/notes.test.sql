begin;
select plan(15);

insert into auth.users (id, email) values ('00000000-0000-4000-8000-00000000000a', 'ada@example.test');
set local role authenticated;
set local request.jwt.claims to '{"sub":"00000000-0000-4000-8000-00000000000a","role":"authenticated"}';

select lives_ok($$ insert into public.notes (title, body) values (repeat('😀', 200), repeat('x', 10000)) $$, 'the longest note');
select throws_like($$ insert into public.notes (title) values ('') $$, '%notes_title_length%', 'an empty title is named');
select throws_like($$ insert into public.notes (title) values (repeat('x', 201)) $$, '%notes_title_length%', 'a long one too');
select throws_like(
  $$ insert into public.notes (title, body) values ('x', repeat('x', 10001)) $$, '%notes_body_length%', 'and a long body'
);

select results_eq(
  $$ with changed as (update public.notes set title = 'second' where version = 1 returning version) select * from changed $$,
  'values (2)', 'a change raises the version'
);
select is_empty(
  $$ update public.notes set title = 'third' where version = 1 returning id $$,
  'a change from an old version finds nothing'
);
select throws_ok('update public.notes set version = 7', '42501', null, 'nobody sets a version');

select is(
  (select id from public.create_note('a', 'b', 'key')), (select id from public.create_note('a', 'b', 'key')),
  'a create that is repeated with its key answers the same note'
);
select results_eq($$ select count(*) from public.notes where title = 'a' $$, 'values (1::bigint)', 'and makes one row');
select throws_ok($$ select public.create_note('a', 'c', 'key') $$, 'PT409', null, 'the same key with another body is a conflict');
select throws_like($$ select public.create_note('', 'c', 'other') $$, '%notes_title_length%', 'the function checks as the table does');
select lives_ok($$ select public.create_note('good', 'c', 'other') $$, 'a key of a refused create can be used again');

select is((select count(*) from public.create_note('no key')), 1::bigint, 'a key is not needed');
delete from public.notes where title = 'a';
select throws_ok($$ select public.create_note('a', 'b', 'key') $$, 'PT404', null, 'a deleted note is not made again by its key');

set local request.jwt.claims to '{"role":"authenticated"}';
select throws_ok($$ select public.create_note('x') $$, '42501', null, 'a token without a user makes nothing');

reset role;
select * from finish();
rollback;
