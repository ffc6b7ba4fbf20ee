-- What an app shows of its users. The row comes with the account and follows its address.
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  created_at timestamptz not null default now()
);
alter table public.profiles enable row level security;
grant select on public.profiles to authenticated;
create policy "profiles: read own" on public.profiles
  for select to authenticated
  using ((select auth.uid()) = id);

create function private.follow_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, email) values (new.id, coalesce(new.email, ''))
  on conflict (id) do update set email = excluded.email;
  return new;
end;
$$;
create trigger on_user_created after insert on auth.users
  for each row execute function private.follow_user();
create trigger on_user_email_changed after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.follow_user();

-- Roles stand in a table that no client reaches. Who has no row is a member.
create table private.user_roles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  role text not null constraint user_roles_role check (role in ('member', 'admin')),
  granted_at timestamptz not null default now()
);
alter table private.user_roles enable row level security;

-- Looks the role up instead of trusting the token: a role that is taken away is gone at once.
create function private.is_admin() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from private.user_roles
    where user_id = (select auth.uid()) and role = 'admin'
  );
$$;

create function private.require_admin() returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  if not private.is_admin() then
    raise insufficient_privilege using message = 'This needs the role admin';
  end if;
  return auth.uid();
end;
$$;

-- Auth calls this for each token. The claim `user_role` is for what an app shows; rules look the role up.
create function private.custom_access_token_hook(event jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_set(event, '{claims,user_role}', to_jsonb(coalesce(
    (select role from private.user_roles where user_id = (event ->> 'user_id')::uuid),
    'member'
  )));
$$;
grant execute on function private.custom_access_token_hook(jsonb) to supabase_auth_admin;
grant select on private.user_roles to supabase_auth_admin;
create policy "user_roles: auth reads all" on private.user_roles
  for select to supabase_auth_admin
  using (true);

-- For `admin:make`: the first admin is made with the secret key, not by an open endpoint.
create function public.make_admin(email text) returns uuid
language plpgsql security invoker set search_path = '' as $$
begin
  return private.make_admin(email);
end;
$$;
create function private.make_admin(address text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  found_id uuid;
begin
  select id into found_id from auth.users
  where email = lower(address) and email_confirmed_at is not null;
  if found_id is null then
    raise sqlstate 'PT404' using
      message = 'Nobody with this address has confirmed it',
      hint = 'Sign up with it and open the link in the mail';
  end if;
  insert into private.user_roles (user_id, role) values (found_id, 'admin')
  on conflict (user_id) do update set role = 'admin', granted_at = now();
  return found_id;
end;
$$;
grant execute on function public.make_admin(text), private.make_admin(text) to service_role;
