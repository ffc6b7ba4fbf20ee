import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import path from 'node:path';
import type { BenchProject, Client } from './project.ts';

const SECRET = randomBytes(32).toString('base64url');

/** The settings of a production start. */
export function productionSettings(project: BenchProject, port: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    DATABASE_URL: project.databaseUrl,
    AUTH_SECRET: SECRET,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'bench@example.com',
    STORAGE_DIR: path.join(project.folder, '.local', 'bench-storage'),
    RATE_LIMIT_MAX: '1000000',
  };
}

/** A signed-in member with a note. */
export interface Member {
  readonly id: string;
  /** As a bearer token. */
  readonly token: string;
  readonly noteId: string;
}

export async function createMember(client: Client): Promise<Member> {
  const token = randomBytes(24).toString('base64url');
  const { rows } = await client.query(
    `with member as (
       insert into users (id, email, email_verified, name)
       values (gen_random_uuid(), $1, true, 'Bench') returning id
     ), session as (
       insert into sessions (id, token, user_id, expires_at)
       select gen_random_uuid(), $2, id, now() + interval '7 days' from member
     )
     insert into notes (id, owner_id, title, body)
     select gen_random_uuid(), id, 'A note', $3 from member
     returning owner_id as id, id as note`,
    [`${token}@example.com`, token, 'Some text. '.repeat(20)],
  );
  const signature = createHmac('sha256', SECRET).update(token).digest('base64');
  const [row] = rows as { id: string; note: string }[];
  if (!row) throw new Error('No member was written');
  return { id: row.id, token: encodeURIComponent(`${token}.${signature}`), noteId: row.note };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('No port');
  return address.port;
}
