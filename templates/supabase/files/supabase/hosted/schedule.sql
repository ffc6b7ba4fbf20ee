-- For the hosted project alone: calls the function `work` every ten seconds. Run it once in the SQL editor, after
--   select vault.create_secret('https://REFERENCE.supabase.co', 'project_url');
--   select vault.create_secret('sb_secret_…', 'work_key');
-- It can be run again: a schedule of the same name is replaced.
create extension if not exists pg_cron;
create extension if not exists pg_net;

select cron.schedule('work', '10 seconds', $$
  select net.http_post(
    url := (select decrypted_secret from vault.decrypted_secrets where name = 'project_url')
      || '/functions/v1/work',
    headers := jsonb_build_object(
      'content-type', 'application/json',
      'apikey', (select decrypted_secret from vault.decrypted_secrets where name = 'work_key')
    ),
    body := '{}'::jsonb,
    timeout_milliseconds := 30000
  );
$$);

-- pg_cron keeps a row per run and never deletes one.
select cron.schedule('forget-runs', '30 3 * * *', $$
  delete from cron.job_run_details where end_time < now() - interval '3 days';
$$);
