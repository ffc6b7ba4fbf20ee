import fs from 'node:fs';
import path from 'node:path';
import type { RawFile } from '@plinth/generate/template/parse-template';
import { MANIFEST_FILE } from '@plinth/generate/template/template';
import { PlinthError } from '@plinth/schema/errors';
import { checkTopLevel } from './top-level.ts';

/** What systems and package managers leave in folders, at any depth. */
const LITTER = new Set(['node_modules', '.DS_Store', 'Thumbs.db']);

/** What running a template in place leaves behind in `files/`. */
const LEFTOVERS = new Set(['files/.git', 'files/.local', 'files/.turbo', 'files/dist']);

const AREAS = ['files', 'layers', 'partials'];

export interface FolderContent {
  readonly manifest: string;
  readonly files: readonly RawFile[];
}

/**
 * Reads a template's folder. Text is whatever is valid UTF-8 without NUL; line ends become `\n`, so
 * that a checkout on Windows renders the same bytes.
 *
 * @throws PlinthError TEMPLATE_UNKNOWN where the folder has no manifest, PATH_ESCAPE for a link,
 *   TEMPLATE_INVALID for what cannot be read and for what has no place in a template
 */
export function readTemplateFolder(folder: string): FolderContent {
  if (!fs.existsSync(path.join(folder, MANIFEST_FILE))) {
    throw new PlinthError('TEMPLATE_UNKNOWN', `No ${MANIFEST_FILE} in ${folder}`, {
      hint: 'Give the folder of a template, the one that holds its manifest.',
    });
  }
  const manifest = readTemplateText(folder, MANIFEST_FILE);
  const entries = list(folder, '');
  checkTopLevel(folder, entries);
  const files: RawFile[] = [];
  for (const area of AREAS) {
    const entry = entries.find(({ name }) => name === area);
    if (!entry) continue;
    if (entry.isFile()) throw mistake(folder, area, `${area} is not a folder`);
    collect(folder, entry, area, files);
  }
  return { manifest, files };
}

/**
 * The text of one of a template's own files.
 *
 * @throws PlinthError as `readTemplateFolder`
 */
export function readTemplateText(folder: string, file: string): string {
  const state = reading(folder, file, () => fs.lstatSync(path.join(folder, file)));
  if (state.isDirectory()) throw mistake(folder, file, `${file} is a folder`);
  if (!state.isFile()) throw link(folder, file);
  const { text } = readFile(folder, file);
  if (text === undefined) throw mistake(folder, file, 'Not UTF-8 text');
  return text;
}

function collect(template: string, entry: fs.Dirent, file: string, files: RawFile[]): void {
  if (entry.isFile()) {
    files.push(readFile(template, file));
    return;
  }
  if (!entry.isDirectory()) throw link(template, file);
  for (const child of list(template, file)) {
    const inside = `${file}/${child.name}`;
    if (LITTER.has(child.name) || LEFTOVERS.has(inside)) continue;
    collect(template, child, inside, files);
  }
}

function list(template: string, file: string): fs.Dirent[] {
  return reading(template, file === '' ? '.' : file, () =>
    fs.readdirSync(path.join(template, file), { withFileTypes: true }),
  );
}

function readFile(template: string, file: string): RawFile {
  const absolute = path.join(template, file);
  const bytes = reading(template, file, () => fs.readFileSync(absolute));
  const executable = (fs.statSync(absolute).mode & 0o111) !== 0;
  const text = decode(bytes);
  return text === undefined
    ? { file, base64: bytes.toString('base64'), executable }
    : { file, text: text.replaceAll('\r\n', '\n'), executable };
}

function decode(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Tells a failure of the disk as one of the template. */
function reading<T>(template: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new PlinthError('TEMPLATE_INVALID', `Cannot be read: ${code}`, {
      at: { template: path.basename(template), file, line: 1 },
      hint: 'Make it readable for the user that runs the command.',
      cause,
    });
  }
}

function mistake(template: string, file: string, message: string): PlinthError {
  return new PlinthError('TEMPLATE_INVALID', message, {
    at: { template: path.basename(template), file, line: 1 },
    hint: 'docs/templates.md shows what a template consists of.',
  });
}

function link(template: string, file: string): PlinthError {
  return new PlinthError('PATH_ESCAPE', `${path.basename(file)} is neither a file nor a folder`, {
    at: { template: path.basename(template), file, line: 1 },
    hint: 'Templates hold plain files; links could lead out of them.',
  });
}
