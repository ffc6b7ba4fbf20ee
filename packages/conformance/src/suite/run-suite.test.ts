import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../behaviours/all.ts';
import type { Behaviour } from '../contract/behaviour.ts';
import { ALONE, fakeBehaviour, fakeDriver, type FakeOptions } from '../testing/fake-driver.ts';
import type { Result } from './results.ts';
import { runSuite } from './run-suite.ts';

const behaviour = (id: string): Behaviour =>
  BEHAVIOURS.find((each) => each.id === id) ?? fakeBehaviour(id);

async function run(
  behaviours: readonly Behaviour[],
  options: FakeOptions = {},
): Promise<{ results: readonly Result[]; running: number; started: number }> {
  const driver = fakeDriver(options);
  const { results } = await runSuite({
    stack: 'fake',
    driver,
    composition: ALONE,
    folder: '/nowhere',
    behaviours,
  });
  return { results, running: driver.running(), started: driver.started() };
}

const verdictOf = async (each: Behaviour, options?: FakeOptions) =>
  (await run([each], options)).results[0]?.verdict;

describe('a run', () => {
  it('passes a behaviour that holds and fails the one that does not', async () => {
    const both = [behaviour('D1'), behaviour('D7')];
    const good = await run(both);
    expect(good.results.map(({ verdict }) => verdict.kind)).toEqual(['passed', 'passed']);
    const bad = await run(both, { losesUpdates: true });
    expect(bad.results.map(({ verdict }) => verdict.kind)).toEqual(['passed', 'failed']);
    expect(bad.results[1]?.verdict).toMatchObject({
      message: 'the second update: expected conflict, found ok',
    });
  });

  it('fails a behaviour whose operation the driver lacks, by its name', async () => {
    expect(await verdictOf(behaviour('D1'), { without: ['deleteNote'] })).toMatchObject({
      kind: 'failed',
      message: 'the driver has no operation deleteNote',
    });
    const fresh = fakeBehaviour('S1', async ({ startFresh }) => void (await startFresh()));
    expect(await verdictOf(fresh)).toMatchObject({
      message: 'the driver has no operation startFresh',
    });
    const project = fakeBehaviour('S6', async (context) => {
      await context.project.createDatabase();
    });
    expect(await verdictOf(project)).toMatchObject({
      message: 'the driver has no operation createDatabase',
    });
  });

  it('says what a pass ran on', async () => {
    expect(await verdictOf(behaviour('D1'))).toMatchObject({ ground: 'real' });
    expect(await verdictOf(behaviour('D1'), { ground: 'stand-in' })).toMatchObject({
      ground: 'stand-in',
    });
  });

  it('says why a behaviour does not apply, and does not run it', async () => {
    const verdict = await verdictOf(
      fakeBehaviour('X3', () => Promise.reject(new Error('run')), { needs: ['access rules'] }),
    );
    expect(verdict?.kind).toBe('does not apply');
  });

  it('fails a behaviour that looks at nothing, throws, or takes too long', async () => {
    expect(await verdictOf(fakeBehaviour('D1', async () => {}))).toMatchObject({
      message: 'the behaviour looked at nothing',
    });
    const throwing = fakeBehaviour('D1', () => Promise.reject(new Error('unforeseen')));
    expect(await verdictOf(throwing)).toMatchObject({ kind: 'failed', message: 'unforeseen' });
    const slow = fakeBehaviour('D1', () => sleep(5000), { patience: 0.05 });
    expect(await verdictOf(slow)).toMatchObject({ message: 'not done within 0.05 seconds' });
  });

  it('ends what it started, also after a failure and what comes up too late', async () => {
    const starting = (wait: number, patience?: number): Behaviour =>
      fakeBehaviour(
        'D1',
        async ({ start, shared }) => {
          await shared();
          await sleep(wait);
          await start();
          throw new Error('after the start');
        },
        patience === undefined ? {} : { patience },
      );
    const both = await run([starting(0), starting(0)]);
    expect(both).toMatchObject({ running: 0, started: 3 });
    const driver = fakeDriver();
    const suite = { stack: 'fake', driver, composition: ALONE, folder: '/nowhere' };
    await runSuite({ ...suite, behaviours: [starting(80, 0.02)] });
    await sleep(120);
    expect([driver.started(), driver.running()]).toEqual([2, 0]);
  });

  it('goes on after a failure, and ends where it is told to', async () => {
    const failing = fakeBehaviour('D1', () => Promise.reject(new Error('no')));
    const seen: string[] = [];
    const suite = {
      stack: 'fake',
      driver: fakeDriver(),
      composition: ALONE,
      folder: '/nowhere',
      behaviours: [failing, fakeBehaviour('D2'), fakeBehaviour('D3')],
      onResult: ({ id }: Result) => void seen.push(id),
    };
    await runSuite(suite);
    expect(seen).toEqual(['D1', 'D2', 'D3']);
    const short = await runSuite({ ...suite, goOn: ({ id }) => id !== 'D2' });
    expect(short.results.map(({ id }) => id)).toEqual(['D1', 'D2']);
  });
});
