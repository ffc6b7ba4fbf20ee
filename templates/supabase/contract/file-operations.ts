import type {
  Attachment,
  Operations,
  Upload,
  Visitor,
} from '@plinth/conformance/contract/operations';
import type { Answer } from '@plinth/conformance/contract/outcome';

import type { Call, Judged, Place } from './caller.ts';
import { parseJson } from './json.ts';
import { foundOne } from './note-operations.ts';
import { outcomeOf } from './outcomes.ts';
import type { Client } from './sdk.ts';

const QUARANTINE = 'quarantine';
const ATTACHMENTS = 'attachments';
const DEFAULT_LINK_SECONDS = 300;

interface AttachmentRow {
  readonly id: string;
  readonly note_id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly path: string;
}

/** An attachment with the key of its object. */
interface StoredAttachment extends Attachment {
  readonly path: string;
}

/** Files: rows by the Data API, bytes by Storage, and the function that judges what was uploaded. */
export function fileOperations(
  call: Call,
  place: Place,
  linkSeconds = DEFAULT_LINK_SECONDS,
): Partial<Operations> {
  return {
    upload: (visitor, noteId, file) =>
      call(visitor, (client) => upload(client, noteId, file), { read: attachmentOf }),
    replaceAttachment: (visitor, attachment, bytes) =>
      call(visitor, ({ storage }) =>
        storage
          .from(ATTACHMENTS)
          .update(pathOf(attachment), bytes, { contentType: attachment.type }),
      ),
    listAttachments: (visitor, noteId) =>
      call(
        visitor,
        (client) => client.from('attachments').select().eq('note_id', noteId).eq('state', 'ready'),
        { read: (rows: AttachmentRow[]) => rows.map(attachmentOf) },
      ),
    download: (visitor, attachment) => download(call, visitor, ATTACHMENTS, pathOf(attachment)),
    deleteAttachment: (visitor, { id }) =>
      call(visitor, async (client) =>
        foundOne(await client.from('attachments').delete().eq('id', id).select('id')),
      ),
    signLink: (visitor, attachment) =>
      call(
        visitor,
        ({ storage }) => storage.from(ATTACHMENTS).createSignedUrl(pathOf(attachment), linkSeconds),
        { read: ({ signedUrl }: { signedUrl: string }) => signedUrl },
      ),
    followLink: async (link) => {
      const response = await fetch(new URL(link, place.url));
      const bytes = new Uint8Array(await response.arrayBuffer());
      const text = response.ok ? '' : new TextDecoder().decode(bytes);
      const base = { fields: [], words: text, raw: text, traceId: undefined };
      return response.ok
        ? { ...base, outcome: 'ok', value: bytes }
        : { ...base, outcome: outcomeOf(response.status, parseJson(text)), value: undefined };
    },
  };
}

/** Bytes out of a bucket. */
export function download(
  call: Call,
  visitor: Visitor,
  bucket: string,
  path: string,
): Promise<Answer<Uint8Array>> {
  return call(visitor, async ({ storage }) => {
    const { data, error } = await storage.from(bucket).download(path);
    if (error !== null) return { data, error };
    return { data: new Uint8Array(await (data as Blob).arrayBuffer()), error };
  }, { read: (bytes: Uint8Array) => bytes });
}

/** Begun, sent to quarantine, and judged. */
async function upload(client: Client, noteId: string, file: Upload): Promise<Judged> {
  const begun = await beginUpload(client, noteId, file);
  if (begun.error !== null) return begun;
  const { id } = begun.data as AttachmentRow;
  return client.functions.invoke('finish-upload', { body: { attachment_id: id } });
}

/** The row, and the bytes in quarantine; what is left is the judgement. */
export async function beginUpload(client: Client, noteId: string, file: Upload): Promise<Judged> {
  const { name, type: contentType, bytes } = file;
  const begun = await client.rpc('begin_upload', { note_id: noteId, name });
  if (begun.error !== null) return begun;
  const { path } = begun.data as AttachmentRow;
  const sent = await client.storage.from(QUARANTINE).upload(path, bytes, { contentType });
  return sent.error === null ? begun : sent;
}

function attachmentOf(row: AttachmentRow): StoredAttachment {
  const { id, note_id: noteId, name, size, type, path } = row;
  return { id, noteId, name, size, type, path };
}

function pathOf(attachment: Attachment): string {
  return (attachment as StoredAttachment).path;
}
