import fs from 'node:fs';
import path from 'node:path';
import { YamlSyntaxError } from '@plinth/generate/merge/yaml-syntax';
import { readYaml, type YamlSource } from '@plinth/generate/template/read-yaml';
import { lineAt } from '@plinth/generate/template/source-lines';
import { PlinthError } from '@plinth/schema/errors';
import { type VersionTable, versionTableSchema } from '@plinth/schema/versions';
import { readTemplateText } from './read-folder.ts';

export const VERSIONS_FILE = 'versions.yaml';

/**
 * The version table of a folder, or undefined where it has none.
 *
 * @throws PlinthError MANIFEST_INVALID with the line of the first mistake, or what keeps it from being read
 */
export function readVersions(folder: string): VersionTable | undefined {
  if (!fs.existsSync(path.join(folder, VERSIONS_FILE))) return undefined;
  const { value, lines } = read(folder, readTemplateText(folder, VERSIONS_FILE));
  const parsed = versionTableSchema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = (issue?.path ?? []).map(String).join('.');
  throw mistake(
    folder,
    lineAt(lines, issue?.path ?? []),
    where === '' ? (issue?.message ?? '') : `${where}: ${issue?.message}`,
  );
}

function read(folder: string, text: string): YamlSource {
  try {
    return readYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlSyntaxError)) throw cause;
    throw mistake(folder, cause.line, cause.message);
  }
}

function mistake(folder: string, line: number, message: string): PlinthError {
  return new PlinthError('MANIFEST_INVALID', message, {
    at: { template: path.basename(folder), file: VERSIONS_FILE, line },
    hint: 'Versions are exact, and "tried" is the day on which they were installed together.',
  });
}
