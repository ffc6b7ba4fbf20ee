import fs from 'node:fs';
import path from 'node:path';
import { parseManifest } from '@plinth/generate/template/parse-manifest';
import { parseTemplate } from '@plinth/generate/template/parse-template';
import { lineAt } from '@plinth/generate/template/source-lines';
import { MANIFEST_FILE, type Template } from '@plinth/generate/template/template';
import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import { readTemplateFolder } from './read-folder.ts';
import { readVersions } from './versions.ts';

type Versions = Template['versions'];

/** Where the parts that a template uses are looked for when it has none of its own beside it. */
export interface Fallback {
  load(id: string): Promise<Template | undefined>;
  versions(): Promise<Versions>;
}

/** Folder of shared parts, beside the templates that use them. */
export const SHARED_FOLDER = '_shared';

/**
 * Loads a template from a folder, with its parts: those in `_shared` beside it first, then those of
 * `fallback`. Its own `versions.yaml` wins over the table of `fallback`, also in the parts that it uses.
 *
 * @throws PlinthError for everything that can be wrong with a template
 */
export function loadTemplateFolder(
  folder: string,
  reference: string,
  fallback: Fallback,
): Promise<Template> {
  return load(folder, reference, fallback, []);
}

/** @param above the folders of the templates that lead here by what they use */
async function load(
  folder: string,
  reference: string,
  fallback: Fallback,
  above: readonly string[],
): Promise<Template> {
  const { manifest: text, files } = readTemplateFolder(folder);
  const name = path.basename(folder);
  const { manifest, lines } = parseManifest(name, text);
  const own = readVersions(folder)?.npm ?? {};
  const parts = await Promise.all(
    manifest.uses.map(async ({ part }, index) => {
      const line = lineAt(lines, ['uses', index]);
      const at = { template: manifest.id, file: MANIFEST_FILE, line };
      return withVersions(await loadPart(folder, part, fallback, [...above, folder], at), own);
    }),
  );
  const versions = { ...(await fallback.versions()), ...own };
  return parseTemplate({ reference, name, manifest: text, files, versions, parts });
}

async function loadPart(
  folder: string,
  part: string,
  fallback: Fallback,
  above: readonly string[],
  at: SourceLocation,
): Promise<Template> {
  const isPart = path.basename(path.dirname(folder)) === SHARED_FOLDER;
  const beside = isPart
    ? path.join(path.dirname(folder), part)
    : path.join(path.dirname(folder), SHARED_FOLDER, part);
  if (above.includes(beside)) {
    throw new PlinthError('MANIFEST_INVALID', `"${part}" uses itself`, {
      at,
      hint: 'Remove it from "uses", here or on the way here.',
    });
  }
  if (fs.existsSync(path.join(beside, MANIFEST_FILE))) return load(beside, part, fallback, above);
  const known = await fallback.load(part);
  if (known) return known;
  throw new PlinthError('MANIFEST_INVALID', `No part "${part}"`, {
    at,
    hint: `Put it into ${SHARED_FOLDER}/${part} beside the template, or remove it from "uses".`,
  });
}

function withVersions(part: Template, own: Versions): Template {
  if (Object.keys(own).length === 0) return part;
  return {
    ...part,
    versions: { ...part.versions, ...own },
    parts: part.parts.map((below) => withVersions(below, own)),
  };
}
