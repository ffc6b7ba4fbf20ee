import path from 'node:path';
import { applyTree } from '@plinth/project/apply/apply';
import { installInterrupt, type Interrupt } from '@plinth/project/apply/interrupt';
import { referenceFrom } from '@plinth/project/templates/reference-from';
import { withRecord } from '@plinth/project/record/with-record';
import type { Rendering } from '@plinth/generate/render';
import { library } from '../builtin/library.ts';
import { quoteFolder } from '../cli/invocation.ts';
import { machineNode } from '../cli/node-version.ts';
import { refuseSwallowedFlags } from '../cli/swallowed-flags.ts';
import { version } from '../cli/version.ts';
import { workingFolder } from '../cli/working-folder.ts';
import { type Answers, gatherAnswers } from '../create/answers.ts';
import { type CreateFlags, parseCreateFlags } from '../create/flags.ts';
import { dryRunText, listFiles, nextSteps, summaryText } from '../create/report.ts';
import { renderProject } from '../create/render-project.ts';
import { reproducingCommand } from '../create/reproduce.ts';
import { say, sayJson } from '../ui/output.ts';
import { startProgress } from '../ui/progress.ts';
import { canAsk } from '../ui/terminal.ts';

/**
 * `create-plinth DIR [flags]`: answers → spec → rendering → project. Nothing touches the disk before
 * everything that can be wrong with the input has been found.
 */
export async function createCommand(argv: readonly string[]): Promise<number> {
  const interrupt = installInterrupt();
  try {
    refuseSwallowedFlags(argv, process.env);
    const flags = parseCreateFlags(argv);
    const cwd = workingFolder();
    const answers = await untilInterrupted(interrupt, async () =>
      gatherAnswers({
        flags,
        library,
        cwd,
        environment: process.env,
        machineNode: machineNode(),
        asker: await askerFor(flags),
      }),
    );
    if (answers === null) return 0;
    const rendering = await renderProject(answers.spec, answers.chosen);
    const { spec } = rendering.composition;
    const decision = await toldOf(rendering, answers, flags);
    const tree = withRecord(rendering, {
      version: version(),
      referenceOf: (reference) => referenceFrom(answers.place, reference, cwd),
    });
    const files = listFiles(tree);
    const command = reproducingCommand(answers.directory, spec, flags);

    if (flags.dryRun) {
      const { target } = answers;
      if (flags.json)
        sayJson({ ok: true, dryRun: true, target, spec, ...decision, files, command });
      else say(dryRunText(files, target));
      return 0;
    }

    const { kept, git } = await applyTree({
      target: answers.target,
      tree,
      git: flags.git,
      interrupt,
    });
    // Without a package.json the package manager would install in the project that this one lies in.
    const hasDependencies = tree.files.some((file) => file.path === 'package.json');
    interrupt.check(`The project is complete in ${answers.target}.`, goOn(answers, cwd));
    const installed =
      flags.install && hasDependencies && (await install(answers, flags, interrupt, cwd));
    const next = nextSteps(rendering, {
      target: answers.target,
      cwd,
      toInstall: hasDependencies && !installed,
    });
    const seconds = performance.now() / 1000;
    if (flags.json) {
      const { templates } = rendering.composition;
      sayJson({
        ok: true,
        target: answers.target,
        spec,
        ...decision,
        templates: templates.map(({ manifest: { id, version: of } }) => ({ id, version: of })),
        files,
        kept,
        git,
        installed,
        next,
        command,
        seconds: Number(seconds.toFixed(3)),
      });
      return 0;
    }
    say(
      summaryText({
        name: spec.name,
        files: files.length,
        target: answers.target,
        kept,
        notes: notesOf(git, rendering),
        next,
        command,
        seconds,
      }),
    );
    return 0;
  } finally {
    interrupt.dispose();
  }
}

/** What was recommended and no template does is told before anything is written; with `--json`, in its object. */
async function toldOf(
  rendering: Rendering,
  { chosen }: Answers,
  { json }: CreateFlags,
): Promise<{ decision?: object }> {
  if (rendering.composition.spec.answers === undefined) return {};
  const { decidedFor, leftToYou } = await import('../decide/left-to-you.ts');
  if (json) return { decision: decidedFor(rendering, chosen) };
  for (const line of leftToYou(rendering, chosen)) say(line);
  return {};
}

/** A signal ends the questions at once: nothing has been written, and nobody may be there to answer. */
async function untilInterrupted<T>(interrupt: Interrupt, ask: () => Promise<T>): Promise<T> {
  const { promise, reject } = deferred();
  const forget = interrupt.onInterrupt(() => {
    try {
      interrupt.check();
    } catch (error) {
      reject(error);
    }
  });
  try {
    return await Promise.race([ask(), promise]);
  } finally {
    forget();
  }
}

function deferred(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}

async function askerFor(flags: CreateFlags) {
  if (flags.yes || flags.json || !canAsk()) return undefined;
  const { clackAsker } = await import('../ui/clack-asker.ts');
  return clackAsker();
}

/** What is left to do for somebody who stopped the command when the project was there. */
function goOn({ target, spec }: Answers, cwd: string): string {
  const way = path.relative(cwd, target);
  const steps = way === '' ? [] : [`cd ${quoteFolder(way)}`];
  return `Go on with: ${[...steps, `${spec.packageManager} install`].join(', then ')}`;
}

async function install(
  answers: Answers,
  flags: CreateFlags,
  interrupt: Interrupt,
  cwd: string,
): Promise<boolean> {
  // Starting processes is loaded by those who do.
  const { installDependencies } = await import('@plinth/project/package-manager/install');
  const { target, spec } = answers;
  const progress = startProgress(`Installing dependencies with ${spec.packageManager}`, flags.json);
  try {
    await installDependencies({
      directory: target,
      packageManager: spec.packageManager,
      onLine: progress.step,
      interrupt,
      hint: `The project is complete. Go on in ${target} with: ${spec.packageManager} install`,
    });
    interrupt.check(
      `The project is complete in ${target}; its dependencies are not installed.`,
      goOn(answers, cwd),
    );
    progress.done('Dependencies installed');
    return true;
  } catch (error) {
    progress.fail('Dependencies not installed');
    throw error;
  }
}

function notesOf(git: string, { composition }: Rendering): string[] {
  const notes: string[] = [];
  if (git === 'unavailable') notes.push('No git repository was made: git is not available.');
  if (composition.spec.pinNode) {
    notes.push(
      'Node itself is among the development dependencies, since this machine has an older one.',
    );
  }
  return notes;
}
