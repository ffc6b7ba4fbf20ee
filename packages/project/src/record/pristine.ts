import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { pathFault } from '@plinth/generate/output/project-path';
import { PlinthError } from '@plinth/schema/errors';
import type { FileTree } from '@plinth/schema/file-tree';

/** One file of the archive: text as it is, other bytes in base64. */
type Entry = { path: string; executable?: true } & ({ text: string } | { base64: string });

/**
 * Brotli at quality 3 takes a few milliseconds for a project, and gives the same bytes on every Node from 20.12 to
 * 26.10; deflate may differ with the processor, since its search uses what the processor offers.
 */
const QUALITY = 3;

/** More than any project of a template; a damaged archive may claim any size. */
const LARGEST = 256 * 1024 * 1024;

/**
 * The files of a tree as rendered, without secrets, in compressed form: a JSON list of entries, sorted by
 * path, under Brotli (RFC 7932). The same tree gives the same bytes.
 */
export function packPristine(tree: FileTree): Uint8Array<ArrayBuffer> {
  const entries = tree.files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, content, executable }): Entry => {
      const mode = executable ? ({ executable } as const) : {};
      return typeof content === 'string'
        ? { path, ...mode, text: content }
        : { path, ...mode, base64: Buffer.from(content).toString('base64') };
    });
  const json = Buffer.from(JSON.stringify(entries));
  return new Uint8Array(
    brotliCompressSync(json, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
      },
    }),
  );
}

/**
 * The files in a pristine archive, by path.
 *
 * @throws PlinthError RECORD_INVALID for bytes that are no such archive, or a path outside the project
 */
export function readPristine(archive: Uint8Array): Map<string, Uint8Array> {
  let entries: Entry[];
  try {
    const json = brotliDecompressSync(archive, { maxOutputLength: LARGEST });
    entries = JSON.parse(json.toString('utf8')) as Entry[];
    if (!Array.isArray(entries)) throw new TypeError('not a list');
  } catch (cause) {
    throw damaged('is no readable archive', cause);
  }
  return new Map(entries.map((entry) => [checkedPath(entry), bytesOf(entry)]));
}

function checkedPath({ path }: Entry): string {
  const fault = typeof path === 'string' ? pathFault(path) : 'is no path';
  if (fault === undefined) return path;
  throw damaged(`holds ${JSON.stringify(path)}, which ${fault}`);
}

function bytesOf(entry: Entry): Uint8Array {
  if ('text' in entry && typeof entry.text === 'string') return Buffer.from(entry.text);
  if ('base64' in entry && typeof entry.base64 === 'string') {
    return Buffer.from(entry.base64, 'base64');
  }
  throw damaged(`holds no content for ${entry.path}`);
}

function damaged(what: string, cause?: unknown): PlinthError {
  return new PlinthError('RECORD_INVALID', `.plinth/pristine.json.br ${what}`, {
    hint: 'Restore .plinth/ from version control.',
    cause,
  });
}
