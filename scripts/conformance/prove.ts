import path from 'node:path';
import { BEHAVIOURS } from '@plinth/conformance/behaviours/all';
import type { Behaviour } from '@plinth/conformance/contract/behaviour';
import { copyProject, shareInstalled } from '@plinth/conformance/kit/copy';
import {
  findingsOf,
  type Proof,
  type Prover,
  proveOne,
  UnfitDefect,
} from '@plinth/conformance/prove/prove';
import { proveTogether } from '@plinth/conformance/prove/prove-together';
import { resultLines } from '@plinth/conformance/report/terminal';
import { type Opened, withProject } from '@plinth/conformance/runner/run';
import { makeWorkFolder, removeWorkFolder } from '@plinth/conformance/runner/work-folder';
import { select } from '@plinth/conformance/suite/select';
import { applyDefect, defectsOf } from './defects.ts';
import { leave, loadStack, openProject, type RepositoryStack } from './stack.ts';
import { Stopped, stopAtSignal } from './stop.ts';

export interface ProveOptions {
  readonly stack: string;
  readonly only: string | undefined;
  readonly keep: boolean;
  /** Several defects at once, as `proveTogether` does. */
  readonly quick: boolean;
}

/**
 * Applies the stored defect of each behaviour that applies, and shows that exactly that behaviour fails.
 * Gives the exit code: 0, or 1 where a behaviour is not proven.
 */
export async function prove({ stack: id, only, keep, quick }: ProveOptions): Promise<number> {
  const wanted = select(BEHAVIOURS, only);
  const stack = await loadStack(id);
  const workFolder = makeWorkFolder('plinth-conformance-');
  let failed = true;
  try {
    const opened = await openProject(stack, workFolder, stopAtSignal());
    return await withProject(opened, async (run, { databaseServer }) => {
      console.log('\nWithout a defect:');
      const report = await run(BEHAVIOURS, {
        onResult: (result) => {
          if (result.verdict.kind === 'failed') console.log(resultLines(result));
        },
      });
      const kinds = new Map(report.results.map(({ id: each, verdict }) => [each, verdict.kind]));
      const holding = BEHAVIOURS.filter((each) => kinds.get(each.id) === 'passed');
      console.log(`${holding.length} behaviours hold\n\nWith its defect each:`);
      const shared = { ...opened, databaseServer: databaseServer ?? opened.databaseServer };
      const prover = createProver(stack, shared, holding);
      const applying = wanted.filter((each) => kinds.get(each.id) !== 'does not apply');
      const unproven = await (quick ? tellQuick(applying, prover) : tellEach(applying, prover));
      failed = unproven > 0;
      return failed ? 1 : 0;
    });
  } catch (error) {
    if (error instanceof Stopped) failed = false;
    throw error;
  } finally {
    leave(workFolder, failed || keep);
  }
}

/** Proves one after another, and tells each at once. Gives how many are not proven, as `tellQuick` does. */
async function tellEach(behaviours: readonly Behaviour[], prover: Prover): Promise<number> {
  const begin = performance.now();
  const proofs: Proof[] = [];
  for (const behaviour of behaviours) {
    const proof = await proveOne(behaviour, prover);
    proofs.push(proof);
    console.log(lineOf(behaviour, proof));
  }
  return tellWhole(proofs, begin);
}

async function tellQuick(behaviours: readonly Behaviour[], prover: Prover): Promise<number> {
  const begin = performance.now();
  const proofs = await proveTogether(behaviours, tellingRuns(prover));
  console.log('');
  for (const [behaviour, proof] of proofs) console.log(lineOf(behaviour, proof));
  return tellWhole([...proofs.values()], begin);
}

/** The prover, which also tells what each of its runs found, as a proof of many is told at its end only. */
function tellingRuns(prover: Prover): Prover {
  return {
    ...prover,
    async runWithDefects(ids, behaviours) {
      const report = await prover.runWithDefects(ids, behaviours);
      const { failed, unseen } = findingsOf(report, behaviours);
      const own = behaviours.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
      const holding = own.filter((id) => !failed.has(id) && !unseen.includes(id));
      const others = [...failed].filter(([id]) => !ids.includes(id));
      const found = [
        `${own.filter((id) => failed.has(id)).length} of ${own.length} fail with their own defect`,
        ...(holding.length > 0 ? [`hold with it: ${holding.join(' ')}`] : []),
        ...others.map(([id, message]) => `fails too: ${id} (${beginningOf(message)})`),
        ...(unseen.length > 0 ? [`not looked at: ${unseen.join(' ')}`] : []),
      ];
      console.log(`… ${ids.join(' ')}: ${found.join('; ')}`);
      return report;
    },
  };
}

function lineOf({ id }: Behaviour, proof: Proof): string {
  return proof.kind === 'proven'
    ? `✓ ${id.padEnd(3)} ${beginningOf(proof.found)}`
    : `✗ ${id.padEnd(3)} not proven: ${proof.because}`;
}

/** A finding may hold whole answers and logs; its beginning tells which it is. */
function beginningOf(found: string): string {
  return found.replaceAll(/\s+/g, ' ').slice(0, 200);
}

function tellWhole(proofs: readonly Proof[], begin: number): number {
  const proven = proofs.filter(({ kind }) => kind === 'proven').length;
  const seconds = Math.round((performance.now() - begin) / 1000);
  console.log(`\n${proven} proven, ${proofs.length - proven} not proven, in ${seconds} seconds`);
  return proofs.length - proven;
}

function createProver(
  stack: RepositoryStack,
  opened: Opened,
  holding: readonly Behaviour[],
): Prover {
  const defects = defectsOf(stack.folder);
  let copies = 0;
  const copyFor = (ids: readonly string[]): { folder: string; workFolder: string } => {
    copies += 1;
    const name = ids.length === 1 ? ids[0] : `${ids.length}-defects`;
    const workFolder = path.join(opened.workFolder, `${copies}-${name}`);
    const folder = path.join(workFolder, 'project');
    copyProject(opened.folder, folder);
    return { folder, workFolder };
  };
  const applyIn = (folder: string, id: string): void => {
    applyDefect(defects.get(id) ?? '', folder);
  };
  return {
    holds: (id) => holding.some((each) => each.id === id),
    beside: () => holding,
    hasDefect: (id) => defects.has(id),
    fitTogether(ids) {
      const { folder, workFolder } = copyFor(ids);
      const fitting = ids.filter((id) => {
        try {
          applyIn(folder, id);
          return true;
        } catch (error) {
          if (error instanceof UnfitDefect) return false;
          throw error;
        }
      });
      removeWorkFolder(workFolder);
      return fitting;
    },
    async runWithDefects(ids, behaviours) {
      const { folder, workFolder } = copyFor(ids);
      for (const id of ids) applyIn(folder, id);
      shareInstalled(opened.folder, folder);
      return withProject({ ...opened, folder, workFolder }, (run) => run(behaviours));
    },
  };
}
