import type { Sql } from 'postgres';

/** The roles of a hosted project. Clients come as one of the first three. */
const roles = {
  anon: 'nologin noinherit',
  authenticated: 'nologin noinherit',
  service_role: 'nologin noinherit bypassrls',
  authenticator: 'nologin noinherit',
  supabase_auth_admin: 'nologin noinherit createrole',
  supabase_storage_admin: 'nologin noinherit createrole',
} as const;

const apiRoles = 'anon, authenticated, service_role';

/**
 * Brings the database to where a hosted project starts: roles, extensions, helpers of policies, and
 * what the API roles may do in the platform's own schemas. Runs again without effect. Call it when
 * the tables of auth and storage are there.
 */
export async function prepareDatabase(sql: Sql): Promise<void> {
  await sql.unsafe(`
    grant usage on schema public, auth, storage to ${apiRoles};
    grant usage on schema auth to supabase_auth_admin;
    grant all on all tables in schema storage to ${apiRoles};
    grant all on all tables in schema auth to supabase_auth_admin;
    ${helpers}
    ${sessionMethods}
    ${objectsFromStrings}
    ${reloadOnChange}
  `);
}

/** Roles belong to the whole server: two projects' databases may be made at once. */
export async function createRoles(sql: Sql): Promise<void> {
  for (const [role, attributes] of Object.entries(roles)) {
    await sql.unsafe(`do $$ begin
      create role ${role} ${attributes};
    exception when duplicate_object or unique_violation then null; end $$`);
  }
  await sql.unsafe(`
    grant ${apiRoles} to authenticator;
    create schema if not exists extensions;
    grant usage on schema extensions to ${apiRoles};
    create extension if not exists pgcrypto schema extensions;
    create extension if not exists "uuid-ossp" schema extensions;
    do $$ begin
      execute format('alter database %I set search_path to "$user", public, extensions', current_database());
    end $$;
  `);
}

/** As hosted: the claims are one setting; the settings per claim are legacy. */
const helpers = `
  create or replace function auth.uid() returns uuid language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
  $$;
  create or replace function auth.role() returns text language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.role', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )
  $$;
  create or replace function auth.email() returns text language sql stable as $$
    select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  $$;
  create or replace function auth.jwt() returns jsonb language sql stable as $$
    select nullif(current_setting('request.jwt.claims', true), '')::jsonb
  $$;`;

/** How a session was begun, for the claim `amr` of tokens that are refreshed later. */
const sessionMethods = `
  create table if not exists auth.mfa_amr_claims (
    id uuid primary key default gen_random_uuid(),
    session_id uuid not null references auth.sessions (id) on delete cascade,
    authentication_method text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (session_id, authentication_method)
  );`;

/** The emulator stores metadata as JSON strings; a hosted project stores objects. */
const objectsFromStrings = `
  create or replace function auth.objects_from_strings() returns trigger
  language plpgsql set search_path = '' as $$
  begin
    if jsonb_typeof(new.raw_app_meta_data) = 'string' then
      new.raw_app_meta_data := (new.raw_app_meta_data #>> '{}')::jsonb;
    end if;
    if jsonb_typeof(new.raw_user_meta_data) = 'string' then
      new.raw_user_meta_data := (new.raw_user_meta_data #>> '{}')::jsonb;
    end if;
    return new;
  end $$;
  create or replace trigger a_objects_from_strings before insert or update on auth.users
    for each row execute function auth.objects_from_strings();`;

/** The API learns of changed tables and functions from this notification, as PostgREST does. */
const reloadOnChange = `
  create or replace function extensions.reload_api() returns event_trigger
  language plpgsql set search_path = '' as $$
  begin
    perform pg_notify('pgrst', 'reload schema');
  end $$;
  drop event trigger if exists pgrst_ddl_watch;
  create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.reload_api();
  drop event trigger if exists pgrst_drop_watch;
  create event trigger pgrst_drop_watch on sql_drop execute function extensions.reload_api();`;
