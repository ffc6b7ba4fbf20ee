-- All buckets are private. Limits stand on the bucket, so that an upload past them is refused at once.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values
  ('quarantine', 'quarantine', false, 10485760, null),
  ('attachments', 'attachments', false, 10485760,
    array['text/plain', 'application/pdf', 'image/png', 'image/jpeg']),
  ('exports', 'exports', false, null, array['application/json'])
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

-- The only thing that a client writes: the bytes of an upload that it has begun. No policy lets it replace,
-- move or delete an object; rows are deleted, and a job takes the bytes away.
create policy "quarantine: upload what was begun" on storage.objects
  for insert to authenticated
  with check (
    bucket_id = 'quarantine'
    and exists (
      select from public.attachments a
      where a.path = objects.name and a.owner_id = (select auth.uid()) and a.state = 'uploading'
    )
  );

-- The row decides, not the folder: a file is out of reach with the commit that deletes its row.
create policy "attachments and exports: read own" on storage.objects
  for select to authenticated
  using (
    (bucket_id = 'attachments' and exists (
      select from public.attachments a
      where a.path = objects.name and a.owner_id = (select auth.uid()) and a.state = 'ready'
    ))
    or (bucket_id = 'exports' and exists (
      select from public.exports e
      where e.path = objects.name and e.owner_id = (select auth.uid()) and e.state = 'ready'
    ))
  );
