import { fileURLToPath } from 'node:url';

import { stopLocalPostgres } from './postgres/server.ts';

const stopped = await stopLocalPostgres(fileURLToPath(new URL('../..', import.meta.url)));
const message = stopped ? 'The local database is stopped.' : 'The local database was not running.';
process.stdout.write(`${message}\n`);
