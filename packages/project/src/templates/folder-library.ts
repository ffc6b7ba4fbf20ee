import fs from 'node:fs';
import path from 'node:path';
import { MANIFEST_FILE, type Template } from '@plinth/generate/template/template';
import type { TemplateLibrary, TemplateSummary } from './library.ts';
import { loadTemplateFolder, SHARED_FOLDER } from './load-folder.ts';
import { readVersions } from './versions.ts';

/**
 * The templates of a folder, discovered: every folder in it that holds a manifest is a template,
 * every such folder in `_shared` a part.
 */
export function folderLibrary(root: string): TemplateLibrary {
  const loaded = new Map<string, Promise<Template>>();
  const versions = () => Promise.resolve(readVersions(root)?.npm ?? {});
  const load = (id: string): Promise<Template | undefined> => {
    const folder = [path.join(root, id), path.join(root, SHARED_FOLDER, id)].find(
      (candidate) => /^[a-z0-9-]+$/.test(id) && fs.existsSync(path.join(candidate, MANIFEST_FILE)),
    );
    if (folder === undefined) return Promise.resolve(undefined);
    // Parts lie beside; a look in here could only lead back to where it came from.
    const fallback = { load: () => Promise.resolve(undefined), versions };
    const known = loaded.get(id) ?? loadTemplateFolder(folder, id, fallback);
    loaded.set(id, known);
    return known;
  };
  return {
    load,
    versions,
    async list() {
      const ids = templateIds(root);
      const templates = await Promise.all(ids.map((id) => load(id)));
      return templates.filter((template) => template !== undefined).map(summaryOf);
    },
  };
}

/** Ids of the templates in a folder, sorted; parts are not among them. */
export function templateIds(root: string): string[] {
  return fs
    .readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
    .filter((name) => fs.existsSync(path.join(root, name, MANIFEST_FILE)))
    .sort();
}

export function summaryOf({ manifest }: Template): TemplateSummary {
  const { id, kind, title, about, version } = manifest;
  return { id, kind, title, about, version };
}
