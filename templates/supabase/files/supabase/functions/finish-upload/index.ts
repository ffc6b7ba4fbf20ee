import { parseObject, uuidAt } from '../_shared/body.ts';
import { fileTypeOf } from '../_shared/file-type.ts';
import { Problem } from '../_shared/problem.ts';
import { dataOf } from '../_shared/result.ts';
import { type Call, serve } from '../_shared/serve.ts';

const maxFileBytes = 10 * 1024 * 1024;

/**
 * The last step of an upload, `{ "attachment_id": … }`: what was uploaded to `quarantine` is judged by its content and
 * put where its owner can read it, or removed. Until then nobody can read it.
 */
export default serve({ name: 'finish-upload', auth: 'user', maxBodyBytes: 1024 }, async (call) => {
  const id = uuidAt(parseObject(call.body), 'attachment_id');
  const row = dataOf(
    await call.supabase.from('attachments').select('path, state').eq('id', id).maybeSingle(),
  );
  if (row === null) throw new Problem('not-found', 'There is no such attachment.');
  if (row.state !== 'uploading') throw new Problem('conflict', 'This upload is finished.');

  const bytes = await uploadedBytes(call, row.path);
  const type = fileTypeOf(bytes);
  if (bytes.byteLength > maxFileBytes || type === undefined) {
    dataOf(await call.supabaseAdmin.rpc('refuse_upload', { attachment_id: id }));
    await call.supabaseAdmin.storage.from('quarantine').remove([row.path]);
    throw type === undefined
      ? new Problem('unsupported-type', 'Only plain text, PDF, PNG and JPEG are taken.')
      : new Problem('too-large', 'A file may have 10 MiB.');
  }

  // The bytes that were judged, not whatever lies in quarantine by now. Again after a broken attempt.
  const attachments = call.supabaseAdmin.storage.from('attachments');
  dataOf(await attachments.upload(row.path, bytes, { contentType: type, upsert: true }));
  const isFinished = dataOf(
    await call.supabaseAdmin.rpc('finish_upload', {
      attachment_id: id,
      checked_size: bytes.byteLength,
      checked_type: type,
    }),
  );
  await call.supabaseAdmin.storage.from('quarantine').remove([row.path]);
  if (!isFinished) {
    const left = await call.supabase.from('attachments').select('id').eq('id', id).maybeSingle();
    if (dataOf(left) === null) {
      await attachments.remove([row.path]);
      throw new Problem('not-found', 'The attachment was deleted meanwhile.');
    }
  }
  return Response.json(
    dataOf(await call.supabase.from('attachments').select().eq('id', id).single()),
  );
});

async function uploadedBytes(call: Call, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { data, error } = await call.supabaseAdmin.storage.from('quarantine').download(path);
  if (error === null) return new Uint8Array(await data.arrayBuffer());
  throw new Problem('conflict', 'The file has not been uploaded yet.');
}
