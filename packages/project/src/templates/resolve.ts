import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { didYouMean } from '@plinth/schema/nearest';
import type { Template } from '@plinth/generate/template/template';
import { PlinthError } from '@plinth/schema/errors';
import type { TemplateLibrary } from './library.ts';

/**
 * Finds a template by what the user wrote: the id of a built-in one, the path of a folder (it starts
 * with a dot or is absolute), or the name of an npm package installed where the command runs.
 * Templates are data: nothing of them is executed.
 *
 * @throws PlinthError TEMPLATE_UNKNOWN, or what is wrong with the template
 */
export async function resolveTemplate(
  reference: string,
  from: { readonly library: TemplateLibrary; readonly cwd: string },
): Promise<Template> {
  const { library, cwd } = from;
  if (isPath(reference)) {
    return loadFolder(path.resolve(cwd, reference), reference, library);
  }
  const builtIn = await library.load(reference);
  if (builtIn && builtIn.manifest.kind !== 'part') return builtIn;
  const folder = packageFolder(reference, cwd);
  if (folder !== undefined) return loadFolder(folder, reference, library);
  const ids = (await library.list()).map(({ id }) => id);
  throw new PlinthError(
    'TEMPLATE_UNKNOWN',
    `No template "${reference}"${didYouMean(reference, ids)}`,
    {
      hint: `Built in: ${ids.join(', ') || 'none'}. A folder is given as ./path; a package must be installed here first.`,
    },
  );
}

/** Whether a reference is the path of a folder: `.`, `..`, what begins with `./` or `../`, or an absolute one. */
export function isPath(reference: string): boolean {
  return /^\.{0,2}[/\\]|^\.\.?$/.test(reference) || path.isAbsolute(reference);
}

// The compiler and the schemas are needed for templates that do not come with the command, only.
async function loadFolder(
  folder: string,
  reference: string,
  library: TemplateLibrary,
): Promise<Template> {
  if (!fs.existsSync(folder)) {
    throw new PlinthError('TEMPLATE_UNKNOWN', `No folder ${reference}`, {
      hint: 'Give the folder of a template, the one that holds template.yaml.',
    });
  }
  const { loadTemplateFolder } = await import('./load-folder.ts');
  return loadTemplateFolder(folder, reference, library);
}

/** The folder of an installed package that is a template. */
export function packageFolder(name: string, cwd: string): string | undefined {
  if (!/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name)) return undefined;
  const folders = createRequire(path.join(cwd, 'package.json')).resolve.paths(name) ?? [];
  return folders
    .map((folder) => path.join(folder, name))
    .find((folder) => fs.existsSync(path.join(folder, 'template.yaml')));
}
