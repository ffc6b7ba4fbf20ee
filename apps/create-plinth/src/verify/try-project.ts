import fs from 'node:fs';
import path from 'node:path';
import type { Behaviour } from '@plinth/conformance/contract/behaviour';
import { machineEnvironment } from '@plinth/conformance/runner/machine';
import { DriverFailure, withProject } from '@plinth/conformance/runner/run';
import type { Report, Result } from '@plinth/conformance/suite/results';
import { type Interrupt, InterruptedError } from '@plinth/project/apply/interrupt';
import { copyFiles } from '@plinth/project/copy/copy-files';
import { copyInstalled } from '@plinth/project/copy/copy-installed';
import { ownFiles } from '@plinth/project/copy/own-files';
import { packageManagerFile } from '@plinth/project/package-manager/find';
import { installDependencies } from '@plinth/project/package-manager/install';
import { PlinthError } from '@plinth/schema/errors';
import { startProgress } from '../ui/progress.ts';
import type { VerifiedProject } from './project.ts';

export interface TryOptions {
  readonly directory: string;
  /** Takes the copy as `project`, and the logs. */
  readonly workFolder: string;
  readonly behaviours: readonly Behaviour[];
  readonly interrupt: Interrupt;
  readonly silent: boolean;
  readonly onResult: (result: Result) => void;
}

/**
 * Copies a project as it is now, installs the copy, and runs behaviours over it. The project itself is only read.
 *
 * @throws PlinthError PROGRAM_MISSING, INSTALL_FAILED, PROJECT_UNFIT, INTERRUPTED
 */
export async function tryProject(project: VerifiedProject, options: TryOptions): Promise<Report> {
  const { directory, workFolder, behaviours, interrupt, onResult } = options;
  const { stack, packageManager } = project;
  const stop = stopSignal(interrupt);
  const program = packageManagerFile(packageManager, process.env['PATH'] ?? '');
  const folder = path.join(workFolder, 'project');
  copyFiles(directory, folder, await ownFiles(directory));
  await install(folder, project, options);
  const environment = machineEnvironment({
    workFolder,
    programs: { node: nodeOf(folder), [packageManager]: program },
    without: stack.composition.variables.map(({ name }) => name),
  });
  try {
    return await withProject({ stack, folder, workFolder, environment, stop }, (run) =>
      run(behaviours, { onResult }),
    );
  } catch (cause) {
    if (!(cause instanceof DriverFailure)) throw cause;
    const [first = '', ...rest] = cause.message.split('\n');
    throw new PlinthError('PROJECT_UNFIT', `The project cannot be opened: ${first}`, {
      hint: `Look at what its processes printed, in ${path.join(workFolder, 'logs')}.`,
      cause: rest.join('\n'),
    });
  }
}

async function install(
  directory: string,
  { packageManager }: VerifiedProject,
  { directory: from, interrupt, silent }: TryOptions,
): Promise<void> {
  if (!fs.existsSync(path.join(directory, 'package.json'))) return;
  copyInstalled(from, directory, packageManager);
  const progress = startProgress(`Installing dependencies with ${packageManager}`, silent);
  try {
    await installDependencies({
      directory,
      packageManager,
      interrupt,
      onLine: progress.step,
      hint: `Nothing was tried. Look whether "${packageManager} install" works in the project.`,
    });
    interrupt.check(...STOPPED);
    progress.done('Dependencies installed');
  } catch (error) {
    progress.fail('Dependencies not installed');
    throw error;
  }
}

/** The Node that the project brings along, or else this one. */
function nodeOf(folder: string): string {
  const own = path.join(folder, 'node_modules', 'node', 'bin', 'node');
  return fs.existsSync(own) ? own : process.execPath;
}

const STOPPED = ['Stopped. What was running has ended.', 'The project is as it was.'] as const;

/** Aborted by the first signal that the user sends. */
function stopSignal(interrupt: Interrupt): AbortSignal {
  const stop = new AbortController();
  interrupt.onInterrupt((signal) => {
    stop.abort(new InterruptedError(signal, ...STOPPED));
  });
  return stop.signal;
}
