import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsOf } from '@plinth/generate/compose/options';
import { render, type Rendering } from '@plinth/generate/render';
import type { Template } from '@plinth/generate/template/template';
import { folderLibrary } from '@plinth/project/templates/folder-library';
import { resolveTemplate } from '@plinth/project/templates/resolve';
import type { OptionValue } from '@plinth/schema/option';
import type { PackageManager, Spec } from '@plinth/schema/spec';
import { runProcess } from './run-process.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const TEMPLATES = path.join(ROOT, 'templates');

/** A template as it is on disk now, by id or path. */
export function loadTemplate(reference: string): Promise<Template> {
  return resolveTemplate(reference, { library: folderLibrary(TEMPLATES), cwd: process.cwd() });
}

/** Renders one template alone. */
export function renderAlone(
  template: Template,
  packageManager: PackageManager,
  options: Record<string, OptionValue> = {},
): Rendering {
  const { kind, id } = template.manifest;
  const spec: Spec = {
    format: 1,
    name: `${id}-playground`,
    platform: kind === 'platform' ? id : null,
    service: kind === 'platform' ? null : id,
    options,
    packageManager,
    pinNode: false,
  };
  return render(spec, {
    platform: kind === 'platform' ? template : null,
    service: kind === 'platform' ? null : template,
  });
}

/** Option values that differ from the defaults in one place at most: the defaults, and each other value. */
export function variations(template: Template): Record<string, OptionValue>[] {
  const all: Record<string, OptionValue>[] = [{}];
  for (const option of optionsOf([...template.parts, template])) {
    const others: OptionValue[] =
      option.type === 'switch'
        ? [!option.default]
        : option.choices.map(({ value }) => value).filter((value) => value !== option.default);
    for (const value of others) all.push({ [option.id]: value });
  }
  return all;
}

/**
 * Writes a rendering over a playground folder: changed files only, and files of the last rendering
 * that are gone are removed. What running the project left there stays. Gives the changed paths.
 */
export function writePlayground(folder: string, rendering: Rendering): string[] {
  const ledger = path.join(folder, '.rendered.json');
  const before: string[] = fs.existsSync(ledger)
    ? (JSON.parse(fs.readFileSync(ledger, 'utf8')) as string[])
    : [];
  const changed: string[] = [];
  const { files } = rendering.tree;
  for (const { path: name, content, executable } of files) {
    const file = path.join(folder, name);
    const bytes = Buffer.from(content);
    if (fs.existsSync(file) && fs.readFileSync(file).equals(bytes)) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes, { mode: executable ? 0o755 : 0o644 });
    changed.push(name);
  }
  const present = new Set(files.map(({ path: name }) => name));
  for (const name of before.filter((each) => !present.has(each))) {
    fs.rmSync(path.join(folder, name), { force: true });
    changed.push(name);
  }
  fs.writeFileSync(ledger, JSON.stringify([...present]));
  return changed;
}

/** Installs a playground and runs the checks that its templates declare; the name of the first that fails. */
export async function provePlayground(
  folder: string,
  rendering: Rendering,
): Promise<string | undefined> {
  const { packageManager } = rendering.composition.spec;
  const checks = rendering.composition.templates.flatMap(({ manifest }) => manifest.checks);
  if ((await runProcess(packageManager, ['install'], { cwd: folder })) !== 0) return 'install';
  for (const check of checks) {
    console.log(`\n— ${check}`);
    if ((await runProcess(packageManager, ['run', check], { cwd: folder })) !== 0) return check;
  }
  return undefined;
}
