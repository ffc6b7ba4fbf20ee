import { z } from 'zod';

import { withJson } from '../rebuild-request.ts';

const wanted = z.looseObject({ prefix: z.string().default('') });
const entries = z.array(z.looseObject({ name: z.string(), id: z.unknown() }));

interface Listing {
  request: Request;
  /** The folder with its slash; empty for the whole bucket. */
  folder: string;
}

/** A prefix names a folder: `a` lists what is in `a/`, never `ab`. */
export async function listingOf(request: Request): Promise<Listing> {
  const body = wanted.parse(await request.json().catch(() => ({})));
  const folder = body.prefix.replace(/\/*$/, body.prefix === '' ? '' : '/');
  return { request: withJson(request, { ...body, prefix: folder }), folder };
}

/** The list with names relative to the folder, as hosted. */
export async function relativeList(answer: Response, folder: string): Promise<Response> {
  const found = entries.parse(await answer.json());
  return Response.json(inFolder(found, folder), { status: answer.status });
}

/** Folders in the folder stand once, without an id. */
function inFolder(found: z.infer<typeof entries>, folder: string) {
  const folders = new Set<string>();
  return found.flatMap((entry) => {
    if (!entry.name.startsWith(folder)) return [];
    const [name = '', ...deeper] = entry.name.slice(folder.length).split('/');
    if (deeper.length === 0) return [{ ...entry, name }];
    if (folders.has(name)) return [];
    folders.add(name);
    return [{ name, id: null, metadata: null, created_at: null, updated_at: null }];
  });
}
