// npm run template:check -- ID [--run] [--package-manager pnpm|npm]
// Loads a template and renders every variation of its options; with --run also installs the default
// rendering in .playground/ and runs the checks that the template declares.
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import type { PackageManager } from '@plinth/schema/spec';
import { readArguments, refuse } from './arguments.ts';
import {
  loadTemplate,
  provePlayground,
  renderAlone,
  ROOT,
  variations,
  writePlayground,
} from './playground.ts';

const USAGE = 'npm run template:check -- ID [--run] [--package-manager pnpm|npm]';
const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  options: { run: { type: 'boolean' }, 'package-manager': { type: 'string', default: 'pnpm' } },
});
const [reference] = positionals;
const packageManager: PackageManager = values['package-manager'] === 'npm' ? 'npm' : 'pnpm';
if (reference === undefined) refuse('Give the id or the path of a template', USAGE);
try {
  const template = await loadTemplate(reference);
  for (const options of variations(template)) {
    for (const each of ['pnpm', 'npm'] as const) {
      const { tree } = renderAlone(template, each, options);
      const shown = Object.entries(options).map(([id, value]) => `${id}=${value}`);
      console.log(`ok  ${[each, ...shown].join(' ')}: ${tree.files.length} files`);
    }
  }
  if (values.run) {
    const folder = path.join(ROOT, '.playground', `${template.manifest.id}-${packageManager}`);
    const rendering = renderAlone(template, packageManager);
    writePlayground(folder, rendering);
    const broken = await provePlayground(folder, rendering);
    if (broken !== undefined) {
      console.error(`"${broken}" failed; the project is in ${path.relative(ROOT, folder)}`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  if (!(error instanceof PlinthError)) throw error;
  console.error(`${error.code}  ${error.message}\nWhat to do: ${error.hint}`);
  process.exitCode = error.exitCode;
}
