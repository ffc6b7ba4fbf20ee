// npm run template:dev -- ID [--package-manager pnpm|npm]
// Renders a template to .playground/, installs it, and on each change of the template renders what
// changed and runs its checks again. Ctrl-C ends it; the playground stays.
import fs from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import type { PackageManager } from '@plinth/schema/spec';
import { readArguments, refuse } from './arguments.ts';
import {
  loadTemplate,
  provePlayground,
  renderAlone,
  ROOT,
  TEMPLATES,
  writePlayground,
} from './playground.ts';

const USAGE = 'npm run template:dev -- ID [--package-manager pnpm|npm]';
const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  options: { 'package-manager': { type: 'string', default: 'pnpm' } },
});
const reference = positionals[0] ?? '';
const packageManager: PackageManager = values['package-manager'] === 'npm' ? 'npm' : 'pnpm';
if (reference === '') refuse('Give the id or the path of a template', USAGE);
const folder = path.join(ROOT, '.playground', `${path.basename(reference)}-${packageManager}`);

let running = false;
let again = false;
let timer: NodeJS.Timeout | undefined;

/** One round: render, and where anything changed, prove. Changes during a round start another. */
async function round(first: boolean): Promise<void> {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const rendering = renderAlone(await loadTemplate(reference), packageManager);
    const changed = writePlayground(folder, rendering);
    if (changed.length > 0 || first) {
      console.log(`\nrendered: ${changed.join(', ') || 'nothing new'}`);
      const broken = await provePlayground(folder, rendering);
      console.log(broken === undefined ? '\nall checks passed' : `\n"${broken}" failed`);
    }
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    console.error(`\n${error.code}  ${error.message}\nWhat to do: ${error.hint}`);
  } finally {
    running = false;
  }
  console.log(`\nwatching; the project is in ${path.relative(ROOT, folder)}`);
  if (again) {
    again = false;
    await round(false);
  }
}

const watched = reference.includes('/') ? [TEMPLATES, path.resolve(reference)] : [TEMPLATES];
for (const each of watched) {
  fs.watch(each, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void round(false), 100);
  });
}
await round(true);
