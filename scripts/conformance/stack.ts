import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Composition, kindOf } from '@plinth/conformance/contract/composition';
import type { DriverModule } from '@plinth/conformance/contract/driver';
import type { Variable } from '@plinth/schema/variable';
import { loadTemplate, renderAlone, ROOT, TEMPLATES } from '../playground.ts';
import { runProcess } from '../run-process.ts';

/** A stack of the repository, ready to be run: its driver, and what it is put together from. */
export interface Stack {
  readonly id: string;
  readonly folder: string;
  readonly composition: Composition;
  readonly driver: DriverModule;
}

/** @throws RangeError where the stack has no driver; PlinthError where there is no such template */
export async function loadStack(id: string): Promise<Stack> {
  const template = await loadTemplate(id);
  const folder = path.join(TEMPLATES, id);
  const file = path.join(folder, 'contract', 'driver.ts');
  if (!fs.existsSync(file)) throw new RangeError(`The template "${id}" has no contract/driver.ts`);
  const isPlatform = template.manifest.kind === 'platform';
  const { steps } = renderAlone(template, 'pnpm').composition;
  const variables: Variable[] = steps.flatMap(({ template: each, layer }) =>
    layer ? layer.env : each.manifest.env,
  );
  return {
    id,
    folder,
    composition: {
      kind: kindOf({
        platform: isPlatform ? template.manifest : null,
        service: isPlatform ? null : template.manifest,
      }),
      lacks: [],
      variables,
    },
    driver: (await import(pathToFileURL(file).href)) as DriverModule,
  };
}

/** The folder of one run. It and all folders above it can be entered by all, so that a server of another user can. */
export function makeWorkFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-conformance-')));
  fs.chmodSync(folder, 0o755);
  fs.mkdirSync(path.join(folder, 'tmp'));
  return folder;
}

/**
 * The environment of a machine that has Node and pnpm, and nothing of this repository. What is
 * started keeps its own temporary files in the folder of the run.
 */
export function machineEnvironment(workFolder: string): Record<string, string | undefined> {
  const bin = path.join(workFolder, 'bin');
  fs.mkdirSync(bin);
  const manifest = path.join(ROOT, 'node_modules', 'pnpm', 'package.json');
  const { bin: programs } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as {
    bin: Record<string, string>;
  };
  const pnpm = path.join(path.dirname(manifest), programs['pnpm'] ?? '');
  fs.symlinkSync(fs.realpathSync(pnpm), path.join(bin, 'pnpm'));
  fs.symlinkSync(fs.realpathSync(process.execPath), path.join(bin, 'node'));
  const foreign =
    /^(npm_|PLINTH_|VITEST|DATABASE_URL$|(NODE_ENV|CI|TEST|INIT_CWD|NODE_OPTIONS|PORT|TMPDIR)$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const programFolders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: [bin, ...programFolders].join(path.delimiter),
    TMPDIR: path.join(workFolder, 'tmp'),
  };
}

/** Writes a project of the stack with the command that users run, and installs it. */
export async function writeProject(
  stack: string,
  workFolder: string,
  environment: Record<string, string | undefined>,
): Promise<string> {
  const folder = path.join(workFolder, `${path.basename(stack)}-project`);
  const command = path.join(ROOT, 'apps', 'create-plinth', 'src', 'create-plinth.ts');
  const code = await runProcess(
    process.execPath,
    [command, folder, '--stack', stack, '--yes', '--no-git', '--package-manager', 'pnpm'],
    { env: environment },
  );
  if (code !== 0) throw new Error(`The project was not written: exit code ${code}`);
  return folder;
}
