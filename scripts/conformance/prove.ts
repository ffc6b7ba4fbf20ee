import path from 'node:path';
import { BEHAVIOURS } from '@plinth/conformance/behaviours/all';
import type { Behaviour } from '@plinth/conformance/contract/behaviour';
import { copyProject, shareInstalled } from '@plinth/conformance/kit/copy';
import { type Prover, proveOne } from '@plinth/conformance/prove/prove';
import { resultLines } from '@plinth/conformance/report/terminal';
import { type Opened, withProject } from '@plinth/conformance/runner/run';
import { makeWorkFolder } from '@plinth/conformance/runner/work-folder';
import { select } from '@plinth/conformance/suite/select';
import { applyDefect, defectsOf } from './defects.ts';
import { leave, loadStack, openProject, type RepositoryStack } from './stack.ts';
import { stopAtSignal } from './stop.ts';

export interface ProveOptions {
  readonly stack: string;
  readonly only: string | undefined;
  readonly keep: boolean;
  /** Looks at the group of each behaviour and at a few others, not at all. */
  readonly quick: boolean;
}

/** Run beside the group in a quick proof: one of each part that every defect could break. */
const SANITY = new Set(['S3', 'A1', 'D1', 'X1']);

function isBesideQuickly({ group }: Behaviour, other: Behaviour): boolean {
  return other.group === group || SANITY.has(other.id);
}

/**
 * Applies the stored defect of each behaviour that applies, and shows that exactly that behaviour fails.
 * Gives the exit code: 0, or 1 where a behaviour is not proven.
 */
export async function prove({ stack: id, only, keep, quick }: ProveOptions): Promise<number> {
  const wanted = select(BEHAVIOURS, only);
  const stack = await loadStack(id);
  const workFolder = makeWorkFolder('plinth-conformance-');
  try {
    const opened = await openProject(stack, workFolder, stopAtSignal());
    return await withProject(opened, async (run, { databaseServer }) => {
      console.log('\nWithout a defect:');
      const looked = quick
        ? BEHAVIOURS.filter((each) => wanted.some((one) => isBesideQuickly(one, each)))
        : BEHAVIOURS;
      const report = await run(looked, {
        onResult: (result) => {
          if (result.verdict.kind === 'failed') console.log(resultLines(result));
        },
      });
      const kinds = new Map(report.results.map(({ id: each, verdict }) => [each, verdict.kind]));
      const holding = BEHAVIOURS.filter((each) => kinds.get(each.id) === 'passed');
      console.log(`${holding.length} behaviours hold\n\nWith its defect each:`);
      const prover = createProver(
        stack,
        { ...opened, databaseServer: databaseServer ?? opened.databaseServer },
        holding,
        quick,
      );
      return proveAll(
        wanted.filter((each) => kinds.get(each.id) !== 'does not apply'),
        prover,
      );
    });
  } finally {
    leave(workFolder, keep);
  }
}

async function proveAll(behaviours: readonly Behaviour[], prover: Prover): Promise<number> {
  const begin = performance.now();
  let unproven = 0;
  for (const behaviour of behaviours) {
    const proof = await proveOne(behaviour, prover);
    if (proof.kind === 'proven') {
      console.log(`✓ ${behaviour.id.padEnd(3)} ${proof.found.slice(0, 200)}`);
    } else {
      unproven += 1;
      console.log(`✗ ${behaviour.id.padEnd(3)} not proven: ${proof.because}`);
    }
  }
  const seconds = Math.round((performance.now() - begin) / 1000);
  const proven = behaviours.length - unproven;
  console.log(`\n${proven} proven, ${unproven} not proven, in ${seconds} seconds`);
  return unproven > 0 ? 1 : 0;
}

function createProver(
  stack: RepositoryStack,
  opened: Opened,
  holding: readonly Behaviour[],
  quick: boolean,
): Prover {
  const defects = defectsOf(stack.folder);
  return {
    holds: (id) => holding.some((each) => each.id === id),
    beside: (behaviour) =>
      quick ? holding.filter((each) => isBesideQuickly(behaviour, each)) : holding,
    hasDefect: (id) => defects.has(id),
    async runWithDefect(id, behaviours) {
      const workFolder = path.join(opened.workFolder, `defect-${id}`);
      const folder = path.join(workFolder, 'project');
      copyProject(opened.folder, folder);
      applyDefect(defects.get(id) ?? '', folder);
      shareInstalled(opened.folder, folder);
      return withProject({ ...opened, folder, workFolder }, (run) => run(behaviours));
    },
  };
}
