import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

import { refusalOf, type S3Keys } from './s3-signature.ts';

interface StoredObject {
  bytes: Buffer;
  modifiedAt: Date;
}

type Mode = 'serve' | 'fail' | 'hang';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

interface Call {
  method: string;
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const pageSize = 100;

/**
 * The part of S3 that the service uses, in memory. Unlike most stand-ins it refuses what is not
 * signed with the right keys, so a test on it shows that the driver signs, and that nothing is open.
 */
export async function startS3Server(bucket: string, keys: S3Keys) {
  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, Map<number, Buffer>>();
  let mode: Mode = 'serve';
  let held = 0;

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (mode === 'hang') {
      held += 1;
      return;
    }
    const result = mode === 'fail' ? failure(500, 'InternalError') : answer(request, body);
    const { status, headers = {}, body: content } = result;
    response.writeHead(status, { 'x-amz-request-id': randomUUID(), ...headers });
    response.end(request.method === 'HEAD' ? undefined : content);
  }

  function answer(request: IncomingMessage, body: Buffer): Answer {
    const refusal = refusalOf(request, body, keys);
    if (refusal) return failure(403, refusal);
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://s3');
    const [, name, ...rest] = pathname.split('/').map(decodeURIComponent);
    if (name !== bucket) return failure(404, 'NoSuchBucket');

    const checksum = request.headers['x-amz-checksum-crc32'];
    if (checksum !== undefined && checksum !== crc32Of(body)) return failure(400, 'BadDigest');
    const { method = '', headers } = request;
    const call = { method, key: rest.join('/'), query, headers, body };
    if (call.key === '') return method === 'GET' ? list(query) : failure(405, 'MethodNotAllowed');
    return query.has('uploadId') || query.has('uploads') ? multipart(call) : object(call);
  }

  function object({ method, key, query, body }: Call): Answer {
    const found = objects.get(key);
    switch (method) {
      case 'PUT':
        objects.set(key, { bytes: body, modifiedAt: new Date() });
        return { status: 200, headers: { etag: etagOf(body) } };
      case 'DELETE':
        objects.delete(key);
        return { status: 204 };
      case 'GET':
        if (!found) return failure(404, 'NoSuchKey');
        return { status: 200, headers: headersOf(found, query), body: found.bytes };
      default:
        return failure(405, 'MethodNotAllowed');
    }
  }

  function multipart({ method, key, query, body }: Call): Answer {
    if (method === 'POST' && query.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, new Map());
      return xml(
        'InitiateMultipartUploadResult',
        `<Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`,
      );
    }
    const id = query.get('uploadId') ?? '';
    const parts = uploads.get(id);
    if (!parts) return failure(404, 'NoSuchUpload');
    switch (method) {
      case 'PUT':
        parts.set(Number(query.get('partNumber')), body);
        return {
          status: 200,
          headers: { etag: etagOf(body), 'x-amz-checksum-crc32': crc32Of(body) },
        };
      case 'DELETE':
        uploads.delete(id);
        return { status: 204 };
      case 'POST':
        return complete(id, key, parts, body.toString());
      default:
        return failure(405, 'MethodNotAllowed');
    }
  }

  function complete(id: string, key: string, parts: Map<number, Buffer>, wanted: string): Answer {
    const named = [...wanted.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) =>
      parts.get(Number(number)),
    );
    const bytes = named.filter((part) => part !== undefined);
    if (bytes.length === 0 || bytes.length !== named.length) return failure(400, 'InvalidPart');
    const tooSmall = bytes.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024);
    if (tooSmall) return failure(400, 'EntityTooSmall');
    uploads.delete(id);
    objects.set(key, { bytes: Buffer.concat(bytes), modifiedAt: new Date() });
    return xml('CompleteMultipartUploadResult', `<Bucket>${bucket}</Bucket><Key>${key}</Key>`);
  }

  function list(query: URLSearchParams): Answer {
    if (query.get('list-type') !== '2') return failure(501, 'NotImplemented');
    const after = query.get('continuation-token') ?? '';
    const matching = [...objects]
      .filter(([key]) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const page = matching.slice(0, pageSize);
    const isTruncated = matching.length > page.length;
    const next = isTruncated ? (page.at(-1)?.[0] ?? '') : '';
    const contents = page.map(
      ([key, { bytes, modifiedAt }]) =>
        `<Contents><Key>${key}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`,
    );
    return xml(
      'ListBucketResult',
      `<Name>${bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${isTruncated}</IsTruncated>${
        isTruncated ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''
      }${contents.join('')}`,
    );
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    /** Multipart uploads that are neither complete nor aborted. */
    uploads,
    /** Makes every call fail, as a server in trouble does, or wait for an answer without end. */
    switchTo: (next: Mode) => {
      mode = next;
    },
    /** How many calls wait. */
    held: () => held,
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** What a presigned address may ask for replaces what was stored. */
function headersOf({ bytes, modifiedAt }: StoredObject, query: URLSearchParams) {
  const disposition = query.get('response-content-disposition');
  return {
    'content-type': query.get('response-content-type') ?? 'application/octet-stream',
    'content-length': String(bytes.length),
    'last-modified': modifiedAt.toUTCString(),
    etag: etagOf(bytes),
    ...(disposition === null ? {} : { 'content-disposition': disposition }),
  };
}

function xml(root: string, content: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`,
  };
}

function failure(status: number, code: string): Answer {
  return { ...xml('Error', `<Code>${code}</Code><Message>${code}</Message>`), status };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function crc32Of(bytes: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}
