import { Hono } from 'hono';

import { sizeBytes } from '../../config/duration.ts';
import { storageError } from '../answers.ts';
import { callerOf, toEmulator } from '../caller.ts';
import type { Services } from '../services.ts';
import { copyOf } from './copy.ts';
import { listingOf, relativeList } from './list.ts';
import { signedAddress } from './signed-address.ts';
import { readUpload } from './upload.ts';

/** Storage, `/storage/v1`. Links carry their own right; everything else comes with a token or a key. */
export function storageRoutes(services: Services): Hono {
  const routes = new Hono();
  const maxBytes = sizeBytes(services.config.storage.file_size_limit);

  routes.all('*', async ({ req }) => {
    const caller = await callerOf(req.raw, services);
    if (caller === 'expired' || caller === 'refused') {
      const reason = caller === 'expired' ? '"exp" claim timestamp check failed' : 'Invalid JWT';
      return storageError(403, 'Unauthorized', reason);
    }
    const { pathname } = new URL(req.url);
    if (req.method === 'POST' && pathname.startsWith('/storage/v1/object/list/')) {
      const { request, folder } = await listingOf(req.raw);
      const list = await services.emulator.fetch(await toEmulator(request, caller, services));
      return list.ok ? relativeList(list, folder) : list;
    }
    if (req.method === 'POST' && pathname === '/storage/v1/object/copy') {
      const { Key, request } = await copyOf(req.raw);
      const copy = await services.emulator.fetch(await toEmulator(request, caller, services));
      return copy.ok ? Response.json({ Key }) : copy;
    }
    const upload = isUpload(req.raw) ? await readUpload(req.raw, maxBytes) : req.raw;
    if (upload === 'too large') {
      return storageError(413, 'Payload too large', 'The object exceeded the maximum allowed size');
    }
    const answer = await services.emulator.fetch(await toEmulator(upload, caller, services));
    return inHostedShape(req.raw, answer);
  });
  return routes;
}

function isUpload({ method, url }: Request): boolean {
  if (method !== 'POST' && method !== 'PUT') return false;
  const [, first = '', ...rest] =
    /^\/storage\/v1\/object\/([^/]+)\/(.+)/.exec(new URL(url).pathname) ?? [];
  if (first === 'upload') return method === 'PUT' && rest.join('/').startsWith('sign/');
  return first !== '' && !['list', 'sign', 'info', 'authenticated', 'public'].includes(first);
}

async function inHostedShape({ method, url }: Request, answer: Response): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  // The emulator lets the failed check of a link's signature fall through to an internal error.
  if (searchParams.has('token') && answer.status === 500) {
    return storageError(400, 'InvalidJWT', 'The link is invalid or has expired');
  }
  if (answer.ok && searchParams.has('download')) return asDownload(answer, searchParams);
  const signs = method === 'POST' && /^\/storage\/v1\/object\/(upload\/)?sign\//.test(pathname);
  return signs && answer.ok ? signedAddress(answer) : answer;
}

/** `download` in a link has browsers save the file, under the name that it gives. */
function asDownload(answer: Response, parameters: URLSearchParams): Response {
  const name = decoded(parameters.get('download') ?? '');
  const headers = new Headers(answer.headers);
  const named = name === '' ? '' : `; filename*=UTF-8''${encodeURIComponent(name)}`;
  headers.set('content-disposition', `attachment${named}`);
  return new Response(answer.body, { status: answer.status, headers });
}

/** The client library encodes the name twice. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
