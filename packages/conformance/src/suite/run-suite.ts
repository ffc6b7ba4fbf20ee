import type { Behaviour, Footing } from '../contract/behaviour.ts';
import { type Composition, whyNot } from '../contract/composition.ts';
import type { Driver, Ground } from '../contract/driver.ts';
import { createCheck } from './check.ts';
import { complete } from './complete.ts';
import { failure, referToEarlier } from './failure.ts';
import { inLanes } from './lanes.ts';
import type { Report, Result, Verdict } from './results.ts';
import { createSystems, type Label, type Systems } from './systems.ts';

export interface Suite {
  readonly stack: string;
  readonly driver: Driver;
  readonly composition: Composition;
  /** Folder of the project. */
  readonly folder: string;
  readonly behaviours: readonly Behaviour[];
  /** Told of each behaviour before it runs. */
  readonly onStart?: (behaviour: Behaviour) => void;
  /** Told of each behaviour in the given order, as soon as it and those before it are known. */
  readonly onResult?: (result: Result) => void;
  /** Does work under the name of what it is for, a behaviour's id or `shared`, to tell apart what runs side by side. */
  readonly label?: Label;
  /** How many behaviours run side by side; 1 without a number. */
  readonly lanes?: number | undefined;
  /** Ends the run in the middle of a behaviour; its reason is what the run rejects with. */
  readonly stop?: AbortSignal;
}

const PATIENCE_SECONDS = 120;

/**
 * Runs behaviours, each with systems of its own or with the one that they share, and ends what they started. Those that
 * measure time run alone. A behaviour that fails does not end the run; the driver is the caller's to close.
 *
 * @throws the reason of `stop`, once it is aborted and what was started has ended
 */
export async function runSuite(suite: Suite): Promise<Report> {
  const begin = performance.now();
  const { behaviours, lanes = 1 } = suite;
  const results: (Result | undefined)[] = behaviours.map(() => undefined);
  const label: Label = suite.label ?? ((_, work) => work());
  const systems = createSystems(suite.driver, label);
  let told = 0;
  const run = async (behaviour: Behaviour): Promise<void> => {
    suite.onStart?.(behaviour);
    results[behaviours.indexOf(behaviour)] = await label(behaviour.id, () =>
      runOne(behaviour, suite, systems),
    );
    for (let next = results[told]; next; next = results[told]) {
      const result = referToEarlier(next, results.slice(0, told));
      results[told] = result;
      suite.onResult?.(result);
      told += 1;
    }
  };
  try {
    const beside = behaviours.filter(({ alone }) => lanes === 1 || !alone);
    await inLanes(lanes === 1 ? beside : beside.toSorted(longestFirst), lanes, run);
    await inLanes(
      behaviours.filter((behaviour) => !beside.includes(behaviour)),
      1,
      run,
    );
  } finally {
    await systems[Symbol.asyncDispose]();
  }
  return {
    stack: suite.stack,
    results: results.filter((result) => result !== undefined),
    seconds: secondsSince(begin),
  };
}

/** What may take long does not begin last. */
function longestFirst(a: Behaviour, b: Behaviour): number {
  return (b.patience ?? PATIENCE_SECONDS) - (a.patience ?? PATIENCE_SECONDS);
}

async function runOne(behaviour: Behaviour, suite: Suite, systems: Systems): Promise<Result> {
  const { id, title, group } = behaviour;
  const begin = performance.now();
  const because = whyNot(behaviour, suite.composition);
  const verdict: Verdict =
    because === undefined
      ? await attempt(behaviour, suite, systems)
      : { kind: 'does not apply', because };
  return { id, title, group, seconds: secondsSince(begin), verdict };
}

async function attempt(behaviour: Behaviour, suite: Suite, systems: Systems): Promise<Verdict> {
  const check = createCheck();
  suite.stop?.throwIfAborted();
  const own = systems.forBehaviour(behaviour);
  const running = behaviour.run({
    check,
    composition: suite.composition,
    folder: suite.folder,
    project: complete(suite.driver.project),
    shared: own.shared,
    start: own.start,
    startFresh: own.startFresh,
    startProduction: own.startProduction,
  });
  try {
    await withinPatience(running, behaviour.patience ?? PATIENCE_SECONDS, suite.stop);
    if (check.held === 0) throw new Error('the behaviour looked at nothing');
    const ground = groundOf(behaviour, own.usedInterface, suite.driver);
    return { kind: 'passed', ground, checks: check.held };
  } catch (error) {
    suite.stop?.throwIfAborted();
    return failure(error);
  } finally {
    await own[Symbol.asyncDispose]();
  }
}

/** A pass is `real` where everything is that the behaviour needs, and the interface too where it called an operation. */
function groundOf({ needs }: Behaviour, usedInterface: boolean, driver: Driver): Ground {
  const footings: readonly Footing[] = usedInterface ? [...needs, 'interface'] : needs;
  return footings.some((each) => driver.ground(each) === 'stand-in') ? 'stand-in' : 'real';
}

async function withinPatience(
  running: Promise<void>,
  seconds: number,
  stop?: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped: (() => void) | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done within ${seconds} seconds`));
    }, seconds * 1000);
    stopped = () => {
      reject(new Error('stopped'));
    };
    stop?.addEventListener('abort', stopped);
  });
  try {
    await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    if (stopped) stop?.removeEventListener('abort', stopped);
    // Where it was given up, what it still throws has nobody left to tell.
    running.catch(() => {});
  }
}

function secondsSince(begin: number): number {
  return Math.round((performance.now() - begin) / 10) / 100;
}
