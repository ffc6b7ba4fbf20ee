import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { type ProjectRecord, projectRecordSchema } from '@plinth/schema/project-record';
import { digest } from './digest.ts';
import { readPristine } from './pristine.ts';
import { PRISTINE_PATH, RECORD_PATH } from './project-record.ts';

/**
 * The record of the project in a folder.
 *
 * @throws PlinthError RECORD_INVALID where there is none, or one that cannot be read
 */
export function readRecord(directory: string): ProjectRecord {
  const text = read(directory, RECORD_PATH).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(`${RECORD_PATH} is no JSON`, cause);
  }
  if (isNewer(value)) {
    throw new PlinthError('RECORD_INVALID', `${RECORD_PATH} was written by a newer create-plinth`, {
      hint: 'Run the latest version: npm create plinth@latest',
    });
  }
  const parsed = projectRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'the record';
  throw invalid(`${RECORD_PATH} does not have the shape of a record: ${place}: ${issue?.message}`);
}

/**
 * The files of a project as they were rendered, by path, proven by the digests of its record.
 *
 * @throws PlinthError RECORD_INVALID where they are missing, damaged, or not those of the record
 */
export function readPristineOf(directory: string, record: ProjectRecord): Map<string, Uint8Array> {
  const files = readPristine(read(directory, PRISTINE_PATH));
  for (const [file, expected] of Object.entries(record.files)) {
    const content = files.get(file);
    if (content === undefined) throw invalid(`${PRISTINE_PATH} lacks ${file}`);
    if (digest(content) !== expected) throw invalid(`${PRISTINE_PATH} has another ${file}`);
  }
  if (files.size !== Object.keys(record.files).length) {
    throw invalid(`${PRISTINE_PATH} holds files that are not in ${RECORD_PATH}`);
  }
  return files;
}

function read(directory: string, file: string): Buffer {
  try {
    return readFileSync(path.join(directory, file));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw invalid(`${file} ${missing ? 'is not there' : 'cannot be read'}`, cause);
  }
}

function isNewer(value: unknown): boolean {
  const format = (value as { format?: unknown } | null)?.format;
  return typeof format === 'number' && format > 1;
}

function invalid(message: string, cause?: unknown): PlinthError {
  return new PlinthError('RECORD_INVALID', message, {
    hint: 'Run the command in the folder of a project, or restore .plinth/ from version control.',
    cause,
  });
}
