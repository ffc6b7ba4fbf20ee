import { startLocalPostgres } from '../src/local/postgres/server.ts';

const { url } = await startLocalPostgres(process.cwd());
process.stdout.write(url);
