import { startLocalPostgres } from '../src/local/postgres.ts';

const { url } = await startLocalPostgres(process.cwd());
process.stdout.write(url);
