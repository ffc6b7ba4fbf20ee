import { describe, expect, test } from 'vitest';

import type { Note } from '../src/features/notes/model.ts';
import { newMember } from './support/accounts.ts';
import type { ApiClient } from './support/api-client.ts';
import { useService } from './support/service.ts';

const service = await useService();
const { client: member } = await newMember(service);
const { client: stranger } = await newMember(service);

describe('an idempotency key', () => {
  const write = (client: ApiClient, key: string, title = 'Once') =>
    client.post<Note>('/v1/notes', { title, body: 'B' }, { 'idempotency-key': key });

  test('makes one note of a repeated request, also of many at once', async () => {
    const { client } = await newMember(service);
    const first = await write(client, 'key-1');
    const again = await write(client, 'key-1');
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);

    const answers = await Promise.all(Array.from({ length: 8 }, () => write(client, 'key-2')));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await client.get<{ items: Note[] }>('/v1/notes')).body.items).toHaveLength(2);
  });

  test('with another body is a conflict', async () => {
    await write(member, 'key-3');
    const other = await write(member, 'key-3', 'Something else');
    expect(other.status).toBe(409);
  });

  test('belongs to its user', async () => {
    const mine = await write(member, 'shared-key');
    const theirs = await write(stranger, 'shared-key');
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test('of a request that failed can be used again', async () => {
    const refused = await write(member, 'key-4', '');
    expect(refused.status).toBe(422);
    expect((await write(member, 'key-4')).status).toBe(201);
  });

  test.each(['', ' ', 'x'.repeat(256), 'with space', 'ümlaut'])(
    'is refused as "%s"',
    async (key) => {
      expect((await write(member, key)).status).toBe(422);
    },
  );
});
