// pg-boss alone on the queue of the service, with the settings that its worker has.
import { PgBoss } from 'pg-boss';

const boss = new PgBoss({
  schema: 'jobs',
  connectionString: process.env.DATABASE_URL,
  max: 4,
  useListenNotify: true,
  migrate: false,
});
boss.on('error', (error) => process.stderr.write(`${error.message}\n`));
await boss.start();
const settings = JSON.parse(process.env.WORK_OPTIONS);
await boss.work(process.env.QUEUE, settings, async (jobs) =>
  jobs.map(({ id }) => ({ id, status: 'completed' })),
);
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
