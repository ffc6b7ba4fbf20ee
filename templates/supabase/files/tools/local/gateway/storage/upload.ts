import { rebuild } from '../rebuild-request.ts';

/**
 * An upload as the emulator takes it: the bytes alone, with their length. The client library sends
 * files of a browser as a form whose file has no name, which the emulator refuses; and it counts only
 * what `content-length` announces.
 */
export async function readUpload(
  request: Request,
  maxBytes: number,
): Promise<Request | 'too large'> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  // A form is a little longer than the file in it.
  const formOverhead = 64 * 1024;
  if (announced > maxBytes + formOverhead) return 'too large';
  const headers = new Headers(request.headers);
  const isForm = headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  const bytes = isForm ? await fileOfForm(request, headers) : await bytesUpTo(request, maxBytes);
  if (!bytes || bytes.byteLength > maxBytes) return 'too large';
  const upload = rebuild(request, { headers, body: bytes });
  upload.headers.set('content-length', String(bytes.byteLength));
  return upload;
}

async function fileOfForm(request: Request, headers: Headers) {
  const form = await request.formData();
  const file =
    form.get('') ?? form.get('file') ?? [...form.values()].find((value) => value instanceof Blob);
  const cacheControl = form.get('cacheControl');
  if (typeof cacheControl === 'string') headers.set('cache-control', `max-age=${cacheControl}`);
  const blob = file instanceof Blob ? file : new Blob([]);
  headers.set('content-type', blob.type || 'application/octet-stream');
  return new Uint8Array(await blob.arrayBuffer());
}

/** Undefined as soon as there are more bytes than allowed; the rest is not read. */
async function bytesUpTo(request: Request, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
