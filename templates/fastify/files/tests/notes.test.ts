import { describe, expect, test } from 'vitest';

import type { Note } from '../src/features/notes/model.ts';
import { goodPassword, newMember } from './support/accounts.ts';
import type { ApiClient, Problem } from './support/api-client.ts';
import { useService } from './support/service.ts';

interface NotePage {
  items: Note[];
  nextCursor: string | null;
}

const service = await useService();
const { client: member, id: memberId } = await newMember(service);
const { client: stranger } = await newMember(service);

const cursor = (text: string) => Buffer.from(text).toString('base64url');

async function create(client: ApiClient, title = 'A note', body = 'Some text'): Promise<Note> {
  const answer = await client.post<Note>('/v1/notes', { title, body });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('a member', () => {
  test('creates, reads, lists, changes and deletes a note', async () => {
    const created = await member.post<Note>('/v1/notes', { title: 'First', body: 'Text' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ title: 'First', body: 'Text', version: 1 });
    expect(created.body.ownerId).toBe(memberId);
    const path = `/v1/notes/${created.body.id}`;
    expect(created.headers.get('location')).toBe(path);

    expect((await member.get<Note>(path)).body).toEqual(created.body);
    expect((await member.get<NotePage>('/v1/notes')).body.items[0]).toEqual(created.body);

    const changed = await member.patch<Note>(path, { version: 1, title: 'Second' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ title: 'Second', body: 'Text', version: 2 });
    expect((await member.get<Note>(path)).body).toEqual(changed.body);

    const removed = await member.request('DELETE', path, {
      headers: { 'content-type': 'application/json' },
    });
    expect(removed.status).toBe(204);
    expect((await member.get(path)).status).toBe(404);
    expect((await member.delete(path)).status).toBe(404);
  });

  test('does not find the notes of others, in no way', async () => {
    const note = await create(member);
    const path = `/v1/notes/${note.id}`;
    const answers = [
      await stranger.get(path),
      await stranger.patch(path, { version: 1, title: 'Mine now' }),
      await stranger.patch(path, { version: 99, title: 'Mine now' }),
      await stranger.delete(path),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const list = await stranger.get<NotePage>('/v1/notes?limit=100');
    expect(list.body.items.map(({ id }) => id)).not.toContain(note.id);
    expect((await member.get<Note>(path)).body).toEqual(note);
  });

  test('does not get at foreign notes with a cursor of someone else', async () => {
    await create(member);
    await create(member);
    const page = await member.get<NotePage>('/v1/notes?limit=1');
    const list = await stranger.get<NotePage>(`/v1/notes?cursor=${page.body.nextCursor}`);
    expect(list.status).toBe(200);
    expect(list.body.items.filter(({ ownerId }) => ownerId === memberId)).toEqual([]);
  });
});

test('without a session nothing is read or changed', async () => {
  const note = await create(member);
  const outsider = service.client();
  const answers = [
    await outsider.get('/v1/notes'),
    await outsider.get(`/v1/notes/${note.id}`),
    await outsider.post('/v1/notes', { title: 'A', body: 'B' }),
    await outsider.post('/v1/notes', '{broken'),
    await outsider.patch(`/v1/notes/${note.id}`, { version: 1, title: 'A' }),
    await outsider.delete(`/v1/notes/${note.id}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(401));
});

test('a page of another site changes nothing with the cookie of a visitor', async () => {
  const { email, client } = await newMember(service);
  const note = await create(client);
  const signedIn = await service
    .client()
    .post('/api/auth/sign-in/email', { email, password: goodPassword });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const own = 'http://localhost:3000';
  const send = (method: string, headers: Record<string, string>) =>
    service.client().request(method, `/v1/notes/${note.id}`, {
      body: method === 'PATCH' ? { version: 1, title: 'Changed' } : undefined,
      headers: { cookie, ...headers },
    });

  for (const origin of ['https://evil.example', 'null', `${own}.evil.example`]) {
    expect((await send('PATCH', { origin })).status).toBe(403);
    expect((await send('DELETE', { origin })).status).toBe(403);
  }
  expect((await send('PATCH', {})).status).toBe(403);
  expect((await send('PATCH', { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await client.get<Note>(`/v1/notes/${note.id}`)).body).toEqual(note);
  expect((await send('PATCH', { origin: own })).status).toBe(200);
  expect((await send('DELETE', { 'sec-fetch-site': 'same-origin' })).status).toBe(204);
});

describe('wrong input', () => {
  test.each([
    ['title', { body: 'B' }],
    ['title', { title: '', body: 'B' }],
    ['title', { title: 'x'.repeat(201), body: 'B' }],
    ['title', { title: 7, body: 'B' }],
    ['title', { title: 'nul \0 here', body: 'B' }],
    ['title', { title: 'half a pair \uDC00', body: 'B' }],
    ['body', { title: 'A' }],
    ['body', { title: 'A', body: 'x'.repeat(10_001) }],
    ['body', { title: 'A', body: 'nul \0 here' }],
    ['body', { title: 'A', body: null }],
    ['ownerId', { title: 'A', body: 'B', ownerId: '01890000-0000-7000-8000-000000000000' }],
    ['version', { title: 'A', body: 'B', version: 7 }],
    ['createdAt', { title: 'A', body: 'B', createdAt: '2000-01-01T00:00:00Z' }],
  ])('in a new note names the field %s', async (path, body) => {
    const answer = await member.post<Problem>('/v1/notes', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors?.map((error) => error.path)).toContain(path);
  });

  test.each([
    ['version', { title: 'A' }],
    ['version', { version: 0, title: 'A' }],
    ['version', { version: 3_000_000_000, title: 'A' }],
    ['title', { version: 1 }],
    ['ownerId', { version: 1, title: 'A', ownerId: memberId }],
  ])('in a change names the field %s', async (path, body) => {
    const note = await create(member);
    const answer = await member.patch<Problem>(`/v1/notes/${note.id}`, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map((error) => error.path)).toContain(path);
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=ten',
    'limit=1e9',
    'cursor=%00',
    'cursor=nonsense',
    `cursor=${cursor('[1790000000000,"x"]')}`,
    `cursor=${cursor('[1e300,"01890000-0000-7000-8000-000000000000"]')}`,
    `cursor=${cursor('{"__proto__":[1]}')}`,
    'order=title',
  ])('in the address of a list is refused: %s', async (query) => {
    expect((await member.get(`/v1/notes?${query}`)).status).toBe(422);
  });

  test.each(['not-an-id', '1', '%00', "1'%20or%20'1'='1", '%E0%A4%A'])(
    'in the id is refused: %s',
    async (id) => {
      expect((await member.get(`/v1/notes/${id}`)).status).toBe(422);
    },
  );

  test('that is not UTF-8 is refused, not stored as something else', async () => {
    const answer = await fetch(`${service.url}/v1/notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${member.token}`, 'content-type': 'application/json' },
      body: Buffer.from('{"title":"caf\u00e9","body":""}', 'latin1'),
    });
    expect(answer.status).toBe(422);
  });

  test('that is no JSON, no object or of another type is refused', async () => {
    for (const body of ['{"title":', '', '[]', '"text"', 'null', '{"__proto__":{"title":"A"}}']) {
      const answer = await member.post<Problem>('/v1/notes', body);
      expect(answer.status).toBe(422);
      expect(answer.body.errors?.map(({ path }) => path)).toEqual(['body']);
    }
    const form = await member.request('POST', '/v1/notes', {
      body: 'title=A&body=B',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
    const plain = await member.request('POST', '/v1/notes', {
      body: '{"title":"A","body":"B"}',
      headers: { 'content-type': 'text/plain' },
    });
    expect(plain.status).toBe(415);
    const huge = await member.post('/v1/notes', { title: 'A', body: 'x'.repeat(300_000) });
    expect(huge.status).toBe(413);
  });
});

test.each([
  ['quotes', `'single' "double" \`back\` \\ %s $1 ; --`],
  ['SQL', `'); drop table notes; --`],
  ['HTML', '<script>alert(1)</script><b>&amp;</b>'],
  ['4-byte characters', '😀𝕏👨‍👩‍👧‍👦'],
  ['right-to-left', 'שלום مرحبا \u202Eabc'],
  ['line ends and spaces', '  a\r\n\tb\n '],
  ['10,000 characters of four bytes', '😀'.repeat(10_000)],
])('text is stored and returned as given: %s', async (_name, text) => {
  const title = Array.from(text).slice(0, 200).join('');
  const note = await create(member, title, text);
  const { body } = await member.get<Note>(`/v1/notes/${note.id}`);
  expect(body.body).toBe(text);
  expect(body.title).toBe(title);
});

test('lists are paged, bounded and stable while notes are added', async () => {
  const { client } = await newMember(service);
  const made = [];
  for (let index = 0; index < 25; index += 1) made.push((await create(client, `Note ${index}`)).id);

  const first = await client.get<NotePage>('/v1/notes');
  expect(first.body.items).toHaveLength(20);
  await create(client, 'Added in between');
  const second = await client.get<NotePage>(`/v1/notes?cursor=${first.body.nextCursor}`);
  expect(second.body.nextCursor).toBeNull();
  const seen = [...first.body.items, ...second.body.items].map(({ id }) => id);
  expect(seen).toEqual(made.toReversed());

  const small = await client.get<NotePage>('/v1/notes?limit=3');
  expect(small.body.items).toHaveLength(3);
  const whole = await client.get<NotePage>('/v1/notes?limit=100');
  expect(whole.body).toMatchObject({ nextCursor: null });
  expect(whole.body.items).toHaveLength(26);
});

describe('of two changes to the same version', () => {
  test('the second is a conflict', async () => {
    const note = await create(member);
    const path = `/v1/notes/${note.id}`;
    expect((await member.patch(path, { version: 1, title: 'One' })).status).toBe(200);
    const second = await member.patch<Problem>(path, { version: 1, title: 'Two' });
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('conflict');
    expect((await member.get<Note>(path)).body.title).toBe('One');
  });

  test('made at once, exactly one takes effect', async () => {
    const note = await create(member);
    const path = `/v1/notes/${note.id}`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        member.patch(path, { version: 1, title: `Title ${index}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array(7).fill(409)]);
    expect((await member.get<Note>(path)).body.version).toBe(2);
  });
});
