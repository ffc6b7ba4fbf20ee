import { bytesUpTo } from '../read-bytes.ts';
import { rebuild } from '../rebuild-request.ts';

/** A form is a little longer than the file in it. */
const formOverhead = 64 * 1024;

/**
 * An upload as the emulator takes it: the bytes alone, with their length. The client library sends
 * files of a browser as a form whose file has no name, which the emulator refuses; and it counts only
 * what `content-length` announces.
 */
export async function readUpload(
  request: Request,
  maxBytes: number,
): Promise<Request | 'too large'> {
  const sent = await bytesUpTo(request, maxBytes + formOverhead);
  if (!sent) return 'too large';
  const headers = new Headers(request.headers);
  const isForm = headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  const bytes = isForm ? await fileOfForm(sent, headers) : sent;
  if (bytes.byteLength > maxBytes) return 'too large';
  const upload = rebuild(request, { headers, body: bytes });
  upload.headers.set('content-length', String(bytes.byteLength));
  return upload;
}

/** The file in a form; its type and how long it may be cached go to the headers. */
async function fileOfForm(sent: Uint8Array<ArrayBuffer>, headers: Headers) {
  const form = await new Response(sent, { headers }).formData();
  const file =
    form.get('') ?? form.get('file') ?? [...form.values()].find((value) => value instanceof Blob);
  const cacheControl = form.get('cacheControl');
  if (typeof cacheControl === 'string') headers.set('cache-control', `max-age=${cacheControl}`);
  const blob = file instanceof Blob ? file : new Blob([]);
  headers.set('content-type', blob.type || 'application/octet-stream');
  return new Uint8Array(await blob.arrayBuffer());
}
