// What the service does for a note, by hand: the same statements, prepared, and nothing around them.
import { randomUUID } from 'node:crypto';

import { fastify } from 'fastify';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = fastify();

const session = (token) => ({
  name: 'session',
  text: `select s.expires_at, u.id, u.email, u.name, u.role
    from sessions s join users u on u.id = s.user_id where s.token = $1`,
  values: [token],
});
const columns = 'id, owner_id, title, body, version, created_at, updated_at';
const read = (id, owner) => ({
  name: 'read',
  text: `select ${columns} from notes where owner_id = $1 and id = $2`,
  values: [owner, id],
});
const write = (owner, { title, body }) => ({
  name: 'write',
  text: `insert into notes (id, owner_id, title, body) values ($1, $2, $3, $4) returning ${columns}`,
  values: [randomUUID(), owner, title, body],
});

async function userOf(request) {
  const [token] = decodeURIComponent(request.headers.authorization.slice('Bearer '.length)).split(
    '.',
  );
  const { rows } = await pool.query(session(token));
  return rows[0];
}

async function readNote(request) {
  const user = await userOf(request);
  const { rows } = await pool.query(read(request.params.id, user.id));
  return rows[0];
}

async function writeNote(request, reply) {
  const user = await userOf(request);
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(write(user.id, request.body));
    await client.query('commit');
    return reply.code(201).send(rows[0]);
  } finally {
    client.release();
  }
}

app.route({ method: 'GET', url: '/v1/notes/:id', handler: readNote });
app.route({ method: 'POST', url: '/v1/notes', handler: writeNote });
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
