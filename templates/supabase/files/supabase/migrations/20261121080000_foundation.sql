-- `public` is what clients may touch: every grant there is written out, every table has policies.
-- `private` is not exposed by the API: roles, jobs, the audit trail, and the functions that work on them.

alter default privileges in schema public
  revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public
  revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public
  revoke all on functions from anon, authenticated, service_role;
-- Postgres gives EXECUTE on every new function to everybody; only a revoke without a schema takes that back.
alter default privileges revoke execute on functions from public;

create schema private;
grant usage on schema private to authenticated, service_role, supabase_auth_admin;

-- The caller, for functions that have no policy to stand behind.
create function private.require_user() returns uuid
language plpgsql stable security invoker set search_path = '' as $$
declare
  caller uuid := auth.uid();
begin
  if caller is null then
    raise insufficient_privilege using message = 'This needs a signed-in user';
  end if;
  return caller;
end;
$$;

-- Raises the version of a row with each change; an update that names the version it was based on
-- (`.eq('version', n)`) finds no row when somebody else was faster.
create function private.touch_row() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end;
$$;
