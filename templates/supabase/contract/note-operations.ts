import type {
  AuditEntry,
  Note,
  NoteInput,
  Operations,
  Page,
} from '@plinth/conformance/contract/operations';

import type { Call, Judged } from './caller.ts';
import type { Client } from './sdk.ts';

interface NoteRow {
  readonly id: string;
  readonly owner_id: string;
  readonly title: string;
  readonly body: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly actor_id: string;
  readonly action: string;
  readonly subject_id: string;
  readonly owner_id: string | null;
}

const PAGE_SIZE = 20;

/** Notes by the Data API, where rules decide, and by the functions of the database. */
export function noteOperations(call: Call): Partial<Operations> {
  return {
    createNote: (visitor, input, key) =>
      call(
        visitor,
        (client) =>
          key === undefined
            ? client.from('notes').insert(input).select().single()
            : client.rpc('create_note', { ...input, idempotency_key: key }),
        { read: noteOf },
      ),
    listNotes: (visitor, { limit = PAGE_SIZE, cursor } = {}) =>
      call(
        visitor,
        (client) => {
          const [at, id] = cursor?.split('|') ?? [];
          const all = client.from('notes').select();
          const after =
            at === undefined
              ? all
              : all.or(`created_at.lt."${at}",and(created_at.eq."${at}",id.lt."${id ?? ''}")`);
          return after
            .order('created_at', { ascending: false })
            .order('id', { ascending: false })
            .limit(limit);
        },
        { read: (rows: NoteRow[]) => pageOf(rows, limit), field: cursor === undefined ? 'limit' : 'cursor' },
      ),
    readNote: (visitor, id) =>
      call(visitor, (client) => client.from('notes').select().eq('id', id).single(), {
        read: noteOf,
      }),
    changeNote: (visitor, id, input) =>
      call(visitor, (client) => changeNote(client, id, input), { read: noteOf }),
    deleteNote: (visitor, id) =>
      call(visitor, async (client) =>
        foundOne(await client.from('notes').delete().eq('id', id).select('id')),
      ),
    listAllNotes: (visitor, { limit = PAGE_SIZE, cursor } = {}) =>
      call(
        visitor,
        (client) => {
          const [at, id] = cursor?.split('|') ?? [];
          return client.rpc('admin_list_notes', {
            page_size: limit,
            ...(at === undefined ? {} : { before_at: at, before_id: id }),
          });
        },
        { read: (rows: NoteRow[]) => pageOf(rows, limit) },
      ),
    auditTrail: (visitor, { limit = PAGE_SIZE, cursor } = {}) =>
      call(
        visitor,
        (client) =>
          client.rpc('admin_list_audit_events', {
            page_size: limit,
            ...(cursor === undefined ? {} : { before_id: Number(cursor) }),
          }),
        {
          read: (rows: AuditRow[]): Page<AuditEntry> => ({
            items: rows.map(entryOf),
            next: rows.length < limit ? null : String(rows.at(-1)?.id ?? ''),
          }),
        },
      ),
  };
}

/**
 * An update names the version that it is based on. No row: somebody was faster, or the note is not there for this
 * visitor; reading it tells which.
 */
async function changeNote(client: Client, id: string, input: NoteInput): Promise<Judged> {
  const { version, ...changes } = input;
  const changed = await client
    .from('notes')
    .update(changes)
    .eq('id', id)
    .eq('version', version)
    .select();
  if (changed.error !== null) return changed;
  const [row] = changed.data as NoteRow[];
  if (row) return { data: row, error: null };
  const read = await client.from('notes').select().eq('id', id).single();
  return read.error === null ? { ...read, outcome: 'conflict' } : read;
}

/** A delete that finds nothing is answered with no rows. */
export function foundOne(reply: Judged): Judged {
  if (reply.error !== null) return reply;
  return (reply.data as unknown[]).length > 0
    ? { data: undefined, error: null }
    : { ...reply, outcome: 'not-found' };
}

function noteOf(row: NoteRow): Note {
  const { id, owner_id: ownerId, title, body, version } = row;
  return { id, ownerId, title, body, version, createdAt: row.created_at, updatedAt: row.updated_at };
}

function pageOf(rows: readonly NoteRow[], limit: number): Page<Note> {
  const last = rows.at(-1);
  const next = last && rows.length >= limit ? `${last.created_at}|${last.id}` : null;
  return { items: rows.map(noteOf), next };
}

function entryOf(row: AuditRow): AuditEntry {
  return {
    actorId: row.actor_id,
    action: row.action,
    subjectId: row.subject_id,
    ownerId: row.owner_id,
    at: row.at,
  };
}
