import fs from 'node:fs';
import path from 'node:path';
import { precompileText } from '@plinth/generate/handlebars/compile';
import type { Template } from '@plinth/generate/template/template';
import { folderLibrary, templateIds } from '@plinth/project/templates/folder-library';
import { SHARED_FOLDER } from '@plinth/project/templates/load-folder';

export interface PrecompiledModules {
  /** Source of the module that takes the place of the repository's library. */
  readonly library: string;
  /** Source of the module that takes the place of the one that loads the repository's drivers. */
  readonly drivers: string;
  /** Source of a module for each template and part, by id. */
  readonly templates: ReadonlyMap<string, string>;
}

/**
 * Compiles the templates of a folder to JavaScript modules. Loading checks them first, so a template
 * with a mistake is never published.
 *
 * @param support folder of `precompiled-library.ts`
 */
export async function precompiledModules(
  root: string,
  support: string,
): Promise<PrecompiledModules> {
  const library = folderLibrary(root);
  const ids = [...templateIds(root), ...templateIds(path.join(root, SHARED_FOLDER))];
  const templates = new Map<string, string>();
  for (const id of ids) {
    const template = await library.load(id);
    if (template) templates.set(id, moduleOf(template, folderOf(root, id)));
  }
  const loaders = ids.map((id) => `${JSON.stringify(id)}: () => import("plinth:${id}")`);
  const drivers = ids
    .map((id) => ({ id, file: path.join(root, id, 'contract', 'driver.ts') }))
    .filter(({ file }) => fs.existsSync(file))
    .map(({ id, file }) => `${JSON.stringify(id)}: () => import(${JSON.stringify(file)})`);
  return {
    templates,
    drivers: `
      const load = { ${drivers.join(', ')} };
      export const builtInDriver = async (id) =>
        Object.hasOwn(load, id) ? await load[id]() : undefined;`,
    library: `
      import { precompiledLibrary } from ${JSON.stringify(path.join(support, 'precompiled-library.ts'))};
      export const library = precompiledLibrary({
        summaries: ${JSON.stringify(await library.list())},
        versions: ${JSON.stringify(await library.versions())},
        load: { ${loaders.join(', ')} },
      });`,
  };
}

function folderOf(root: string, id: string): string {
  const own = path.join(root, id);
  return fs.existsSync(own) ? own : path.join(root, SHARED_FOLDER, id);
}

function moduleOf(template: Template, folder: string): string {
  const precompiled = (file: string): string => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return precompileText(text, { template: template.manifest.id, file });
  };
  const sources = template.sources.map(({ content, ...place }) => {
    const fields = JSON.stringify(place).slice(1, -1);
    switch (content.kind) {
      case 'handlebars':
        return `{${fields},"template":${precompiled(place.file)}}`;
      case 'bytes':
        return `{${fields},"base64":${JSON.stringify(content.base64)}}`;
      case 'text':
        return `{${fields},"text":${JSON.stringify(content.text)}}`;
    }
  });
  const partials = Object.keys(template.partials).map(
    (name) => `${JSON.stringify(name)}: ${precompiled(`partials/${name}.hbs`)}`,
  );
  const parts = template.parts.map(({ manifest }) => manifest.id);
  return `export const template = {
    manifest: ${JSON.stringify(template.manifest)},
    lines: ${JSON.stringify(template.lines)},
    digest: ${JSON.stringify(template.digest)},
    parts: ${JSON.stringify(parts)},
    sources: [${sources.join(',\n')}],
    partials: {${partials.join(',\n')}},
  };`;
}
