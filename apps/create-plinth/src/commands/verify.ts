import { makeWorkFolder, removeWorkFolder } from '@plinth/conformance/runner/work-folder';
import { count } from '@plinth/conformance/suite/results';
import { installInterrupt } from '@plinth/project/apply/interrupt';
import { PlinthError } from '@plinth/schema/errors';
import { workingFolder } from '../cli/working-folder.ts';
import { say } from '../ui/output.ts';
import { oneLine } from '../ui/printable.ts';
import { chooseBehaviours } from '../verify/behaviours.ts';
import { parseVerifyFlags } from '../verify/flags.ts';
import { readProject, refuseOldNodeFor } from '../verify/project.ts';
import { tellOutcome, tellResult } from '../verify/report.ts';
import { tryProject } from '../verify/try-project.ts';

/**
 * `plinth verify [DIR]`: the conformance suite over a copy of a project. Exit code 0 where every behaviour holds that
 * was tried, 1 where one does not.
 */
export async function verify(argv: readonly string[]): Promise<number> {
  refuseSystem(process.platform);
  const flags = parseVerifyFlags(argv, workingFolder());
  const behaviours = chooseBehaviours(flags.only);
  const project = await readProject(flags.directory);
  refuseOldNodeFor(project, process.versions.node);

  const interrupt = installInterrupt();
  const workFolder = makeWorkFolder('plinth-verify-');
  let leave = flags.keep;
  try {
    if (!flags.json) {
      say(oneLine(`${project.name} (${project.stack.id}), on a copy in ${workFolder}`));
      for (const note of project.notes) say(oneLine(note));
    }
    const report = await tryProject(project, {
      directory: flags.directory,
      workFolder,
      behaviours,
      interrupt,
      silent: flags.json,
      onResult: flags.json ? () => undefined : tellResult,
    });
    const { failed } = count(report);
    leave ||= failed > 0;
    tellOutcome({ report, name: project.name, left: leave ? workFolder : undefined }, flags);
    return failed > 0 ? 1 : 0;
  } catch (error) {
    // Its hint names the folder.
    leave ||= error instanceof PlinthError && error.code === 'PROJECT_UNFIT';
    throw error;
  } finally {
    if (!leave) removeWorkFolder(workFolder);
    interrupt.dispose();
  }
}

/** @throws PlinthError SYSTEM_UNSUPPORTED where processes have neither groups nor signals */
function refuseSystem(platform: NodeJS.Platform): void {
  if (platform !== 'win32') return;
  throw new PlinthError('SYSTEM_UNSUPPORTED', 'plinth verify does not run on Windows itself', {
    hint: 'Run it in the Windows Subsystem for Linux, or in CI on Linux.',
  });
}
