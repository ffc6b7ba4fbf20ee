import fs from 'node:fs';
import path from 'node:path';
import { compositionOf } from '@plinth/conformance/contract/composition';
import { loadDriver } from '@plinth/conformance/runner/load-driver';
import { machineEnvironment } from '@plinth/conformance/runner/machine';
import type { Opened, Stack } from '@plinth/conformance/runner/run';
import { removeWorkFolder } from '@plinth/conformance/runner/work-folder';
import { loadTemplate, renderAlone, ROOT, TEMPLATES } from '../playground.ts';
import { runProcess } from '../run-process.ts';

/** A stack of the repository, ready to be run. */
export interface RepositoryStack extends Stack {
  /** Of its template. */
  readonly folder: string;
}

/** @throws RangeError where the stack has no driver; PlinthError where there is no such template */
export async function loadStack(id: string): Promise<RepositoryStack> {
  const template = await loadTemplate(id);
  const folder = path.join(TEMPLATES, id);
  const file = path.join(folder, 'contract', 'driver.ts');
  if (!fs.existsSync(file)) throw new RangeError(`The template "${id}" has no contract/driver.ts`);
  const { manifest } = template;
  const isPlatform = manifest.kind === 'platform';
  const { steps } = renderAlone(template, 'pnpm').composition;
  const templates = {
    platform: isPlatform ? manifest : null,
    service: isPlatform ? null : manifest,
  };
  return {
    id,
    folder,
    composition: compositionOf(templates, steps),
    driver: await loadDriver(file),
  };
}

/**
 * Writes a project of the stack with the command that users run, installs it, and gives what runs it.
 *
 * @throws the reason of `stop`, once it is aborted
 */
export async function openProject(
  stack: RepositoryStack,
  workFolder: string,
  stop: AbortSignal,
): Promise<Opened> {
  const environment = environmentOf(stack, workFolder);
  const folder = await writeProject(stack.id, workFolder, environment, stop);
  const databaseServer = process.env['DATABASE_URL'];
  return { stack, folder, workFolder, environment, databaseServer, stop };
}

/** What a project of the stack is run with: no setting of the caller's shell reaches it. */
export function environmentOf(
  { composition }: Pick<Stack, 'composition'>,
  workFolder: string,
): Readonly<Record<string, string | undefined>> {
  return machineEnvironment({
    workFolder,
    programs: { node: process.execPath, pnpm: pnpmFile() },
    without: composition.variables.map(({ name }) => name),
  });
}

/** The pnpm of the repository. */
function pnpmFile(): string {
  const manifest = path.join(ROOT, 'node_modules', 'pnpm', 'package.json');
  const { bin } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
  return fs.realpathSync(path.join(path.dirname(manifest), bin['pnpm'] ?? ''));
}

/** Writes a project of the stack with the command that users run, and installs it. */
async function writeProject(
  stack: string,
  workFolder: string,
  environment: Opened['environment'],
  stop: AbortSignal,
): Promise<string> {
  const folder = path.join(workFolder, `${path.basename(stack)}-project`);
  const command = path.join(ROOT, 'apps', 'create-plinth', 'src', 'create-plinth.ts');
  const code = await runProcess(
    process.execPath,
    [command, folder, '--stack', stack, '--yes', '--no-git', '--package-manager', 'pnpm'],
    { env: environment },
  );
  // A signal from the terminal went to the command too.
  stop.throwIfAborted();
  if (code !== 0) throw new Error(`The project was not written: exit code ${code}`);
  return folder;
}

/** Removes the folder of a run, or says where a person finds it. */
export function leave(workFolder: string, keep: boolean): void {
  if (keep) console.log(`The project and its logs are in ${workFolder}`);
  else removeWorkFolder(workFolder);
}
