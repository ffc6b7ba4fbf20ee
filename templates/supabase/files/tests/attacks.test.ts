import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test, vi } from 'vitest';

import { uploadAttachment } from '../src/attachments.ts';
import type { Client } from '../src/client.ts';
import { readExport, requestExport } from '../src/exports.ts';
import { createNote } from '../src/notes.ts';
import { newClient, serviceClient } from './support/clients.ts';
import { inDatabase } from './support/database.ts';
import { publishableKey, secretKey, url } from './support/environment.ts';
import { newMember, type Person, signIn } from './support/people.ts';
import { valueOf } from './support/results.ts';

const tables = ['attachments', 'exports', 'notes', 'profiles'] as const;
const buckets = ['attachments', 'exports', 'quarantine'] as const;
const edgeFunctions = ['finish-upload', 'work'] as const;

/** Every function that the Data API offers, by who may call it, with parameters that fit. */
const id = '00000000-0000-4000-8000-00000000000f';
const functions: Record<string, { for: 'member' | 'admin' | 'service'; with: object }> = {
  admin_list_audit_events: { for: 'admin', with: {} },
  admin_list_notes: { for: 'admin', with: {} },
  admin_webhook_counts: { for: 'admin', with: {} },
  begin_upload: { for: 'member', with: { note_id: id, name: 'a.txt' } },
  clean_up: { for: 'service', with: {} },
  complete_job: { for: 'service', with: { job_id: id, token: id } },
  count_webhook_event: { for: 'service', with: { event_id: id, event_type: 'x' } },
  create_note: { for: 'member', with: { title: 'x' } },
  export_document: { for: 'service', with: { export_id: id } },
  fail_job: { for: 'service', with: { job_id: id, token: id, error: 'x', retry_seconds: 1 } },
  finish_export: { for: 'service', with: { job_id: id, token: id, export_id: id } },
  finish_upload: {
    for: 'service',
    with: { attachment_id: id, checked_size: 1, checked_type: 'text/plain' },
  },
  lease_jobs: { for: 'service', with: { batch: 1, lease_seconds: 1 } },
  list_dead_jobs: { for: 'service', with: {} },
  list_orphaned_objects: { for: 'service', with: {} },
  make_admin: { for: 'service', with: { email: 'nobody@example.com' } },
  refuse_upload: { for: 'service', with: { attachment_id: id } },
  request_export: { for: 'member', with: {} },
  retry_dead_jobs: { for: 'service', with: {} },
};

let owner: Person;
let other: Person;
let note: string;
let objects: Record<(typeof buckets)[number], string>;

beforeAll(async () => {
  [owner, other] = await Promise.all([newMember(), newMember()]);
  note = valueOf(await createNote(owner.client, { title: 'Private' })).id;
  const file = new Blob(['private'], { type: 'text/plain' });
  const attachment = valueOf(await uploadAttachment(owner.client, note, 'private.txt', file));
  const begun = await owner.client.rpc('begin_upload', { note_id: note, name: 'b.txt' });
  const quarantined = begun.data?.path ?? '';
  const sent = await owner.client.storage.from('quarantine').upload(quarantined, file);
  if (sent.error) throw sent.error;
  const made = valueOf(await requestExport(owner.client));
  const isReady = async () => valueOf(await readExport(owner.client, made.id)).state === 'ready';
  await vi.waitUntil(isReady, { timeout: 30_000, interval: 100 });
  objects = { attachments: attachment.path, quarantine: quarantined, exports: made.path };
});

test('the lists of what is attacked are whole', async () => {
  const names = (rows: readonly { name?: string }[]) => rows.map(({ name }) => name);
  await inDatabase(async (sql) => {
    const relations = await sql`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1`;
    const routines = await sql`
      select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by 1`;
    const stores = await sql`select id as name from storage.buckets order by 1`;
    expect(names(relations)).toEqual([...tables]);
    expect(names(routines)).toEqual(Object.keys(functions));
    expect(names(stores)).toEqual([...buckets]);
  });
});

/** Somebody who is not the owner, and what the Data API tells them where they have no right at all. */
interface Attacker {
  client: Client;
  status: 401 | 403;
}

const attackers: [name: string, attacker: () => Promise<Attacker>][] = [
  ['an outsider', () => Promise.resolve({ client: newClient(), status: 401 })],
  ['another member', () => Promise.resolve({ client: other.client, status: 403 })],
  ['a member who says that they are an admin', boaster],
];

/** With every role that a client can give itself: in the metadata that is theirs to write. */
async function boaster(): Promise<Attacker> {
  const member = await newMember();
  const roles = { role: 'service_role', user_role: 'admin', is_admin: true };
  const { error } = await member.client.auth.updateUser({ data: roles });
  expect(error).toBeNull();
  const { client, session } = await signIn(member);
  expect(session.user.user_metadata).toMatchObject(roles);
  return { client, status: 403 };
}

describe.each(attackers)('%s', (_name, attack) => {
  let attacker: Attacker;

  beforeAll(async () => {
    attacker = await attack();
  });

  test.each(tables)('reads and changes nothing of others in %s', async (table) => {
    const { client, status } = attacker;
    const { count } = await serviceRows(table);
    const read = await client
      .from(table)
      .select('*')
      .neq('id', await idOf(client));
    expect(read.data ?? []).toEqual([]);
    const column = table === 'profiles' || table === 'exports' ? 'id' : 'owner_id';
    const inserted = await client.from(table).insert({ [column]: owner.id } as never);
    expect(inserted.status).toBe(status);
    const updated = await client
      .from(table)
      .update({ [column]: randomUUID() } as never)
      .neq('id', randomUUID());
    expect(updated.status).toBe(status);
    const deleted = await client
      .from(table)
      .delete()
      .neq('id', await idOf(client))
      .select();
    expect(deleted.data ?? []).toEqual([]);
    expect((await serviceRows(table)).count).toBe(count);
  });

  test('changes no note of others', async () => {
    const { data } = await attacker.client
      .from('notes')
      .update({ title: 'Taken' })
      .eq('id', note)
      .select();
    expect(data ?? []).toEqual([]);
    expect((await owner.client.from('notes').select().eq('id', note).single()).data?.title).toBe(
      'Private',
    );
  });

  test.each(buckets)('reads, replaces and removes nothing in the bucket %s', async (bucket) => {
    const path = objects[bucket];
    const store = attacker.client.storage.from(bucket);
    const bytes = new Blob(['taken'], { type: 'text/plain' });
    expect((await store.download(path)).data).toBeNull();
    expect((await store.createSignedUrl(path, 60)).data).toBeNull();
    expect((await store.createSignedUploadUrl(path)).data).toBeNull();
    expect((await store.list(owner.id)).data ?? []).toEqual([]);
    expect((await store.list()).data ?? []).toEqual([]);
    expect((await store.update(path, bytes)).error).not.toBeNull();
    expect((await store.upload(path, bytes, { upsert: true })).error).not.toBeNull();
    expect((await store.upload(`${owner.id}/new`, bytes)).error).not.toBeNull();
    expect((await store.move(path, `${path}-taken`)).error).not.toBeNull();
    expect((await store.copy(path, `${path}-taken`)).error).not.toBeNull();
    expect((await store.remove([path])).data ?? []).toEqual([]);
    expect((await fetch(store.getPublicUrl(path).data.publicUrl)).ok).toBe(false);
    expect((await serviceClient.storage.from(bucket).download(path)).error).toBeNull();
  });

  test.each(Object.entries(functions))('calls %s only with a right to', async (name, about) => {
    const { client, status } = attacker;
    const answer = await client.rpc(name as never, about.with as never);
    const isRefused = answer.status === status && answer.error?.code === '42501';
    // Whoever is a member may do for themselves what members may.
    expect(isRefused).toBe(about.for !== 'member' || status === 401);
  });

  test.each(edgeFunctions)('does nothing by the function %s', async (name) => {
    const [, path = ''] = objects.quarantine.split('/');
    const { error } = await attacker.client.functions.invoke(name, {
      body: { attachment_id: path },
    });
    expect((error as { context: Response }).context.status).toBeGreaterThanOrEqual(401);
    const { data } = await owner.client.from('attachments').select().eq('id', path).single();
    expect(data?.state).toBe('uploading');
  });

  test.each([
    ['private', 'user_roles'],
    ['private', 'jobs'],
    ['auth', 'users'],
    ['storage', 'objects'],
  ])('does not reach %s.%s', async (schema, table) => {
    const { data } = await attacker.client.auth.getSession();
    const token = data.session?.access_token ?? publishableKey;
    const headers = {
      apikey: publishableKey,
      authorization: `Bearer ${token}`,
      'accept-profile': schema,
      'content-profile': schema,
    };
    const address = `${url}/rest/v1/${table}`;
    expect((await fetch(address, { headers })).ok).toBe(false);
    expect((await fetch(address, { method: 'POST', headers, body: '{}' })).ok).toBe(false);
  });
});

test('the secret key of another project, and one as a token, open nothing', async () => {
  const guess = `${secretKey.slice(0, -4)}AAAA`;
  for (const headers of [
    { apikey: guess },
    { apikey: guess, authorization: `Bearer ${guess}` },
    { apikey: publishableKey, authorization: `Bearer ${guess}` },
  ]) {
    expect((await fetch(`${url}/rest/v1/notes`, { headers })).status).toBe(401);
    expect((await fetch(`${url}/auth/v1/admin/users`, { headers })).ok).toBe(false);
  }
});

/** Their own row of a table of profiles; nobody's elsewhere. */
async function idOf(client: Client): Promise<string> {
  return (await client.auth.getSession()).data.session?.user.id ?? randomUUID();
}

function serviceRows(table: (typeof tables)[number]) {
  return inDatabase(async (sql) => {
    const [row] = await sql`
      select count(*)::int as count from ${sql(table)} where ${sql(table === 'profiles' ? 'id' : 'owner_id')} = ${owner.id}`;
    return { count: Number(row?.['count']) };
  });
}
