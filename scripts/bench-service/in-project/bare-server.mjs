// What the service does for a note, by hand: the same statements, prepared, in the same transaction
// where there is one, and nothing around them.
import { createHash, randomUUID } from 'node:crypto';

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
const claim = (owner, key, hash) => ({
  name: 'claim',
  text: `insert into idempotency_keys (user_id, operation, key, request_hash, created_at)
    values ($1, 'notes.create', $2, $3, $4) on conflict (user_id, operation, key)
    do update set request_hash = $3, answer = null, created_at = $4
    where idempotency_keys.created_at < $5 returning key`,
  values: [owner, key, hash, new Date(), new Date(Date.now() - 24 * 60 * 60 * 1000)],
});
const remember = (owner, key, answer) => ({
  name: 'remember',
  text: `update idempotency_keys set answer = $3
    where user_id = $1 and operation = 'notes.create' and key = $2`,
  values: [owner, key, answer],
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
  const key = request.headers['idempotency-key'];
  if (key !== undefined) return reply.code(201).send(await writeOnce(user, key, request.body));
  const { rows } = await pool.query(write(user.id, request.body));
  return reply.code(201).send(rows[0]);
}

/** For a key that nobody has used yet, and no other is sent. */
async function writeOnce(user, key, body) {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(claim(user.id, key, hash));
    const { rows } = await client.query(write(user.id, body));
    await client.query(remember(user.id, key, rows[0]));
    await client.query('commit');
    return rows[0];
  } finally {
    client.release();
  }
}

app.route({ method: 'GET', url: '/v1/notes/:id', handler: readNote });
app.route({ method: 'POST', url: '/v1/notes', handler: writeNote });
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
