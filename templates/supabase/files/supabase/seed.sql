-- Example rows for the accounts that `dev` makes; runs again without effect.
insert into public.notes (id, owner_id, title, body)
select '00000000-0000-4000-8000-000000000001', id, 'Welcome', 'The first note of this project.'
from public.profiles where email = 'member@example.com'
on conflict (id) do nothing;
