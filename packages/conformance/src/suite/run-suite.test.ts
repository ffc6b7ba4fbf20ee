import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../behaviours/all.ts';
import type { Behaviour } from '../contract/behaviour.ts';
import type { Driver, Settings } from '../contract/driver.ts';
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

  it('says so where a behaviour called an operation of an interface that is stood in for', async () => {
    const ground: Driver['ground'] = (of) => (of === 'interface' ? 'stand-in' : 'real');
    const driver = { ...fakeDriver(), ground };
    const looking = fakeBehaviour('S6', async ({ check, start }) => {
      check.equal(await (await start()).host.outbox(), [], 'mails');
    });
    const { results } = await runSuite({
      stack: 'fake',
      driver,
      composition: ALONE,
      folder: '/nowhere',
      behaviours: [behaviour('D1'), looking],
    });
    expect(results.map(({ verdict }) => verdict)).toMatchObject([
      { ground: 'stand-in' },
      { ground: 'real' },
    ]);
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

  it('goes on after a failure', async () => {
    const failing = fakeBehaviour('D1', () => Promise.reject(new Error('no')));
    const { results } = await run([failing, fakeBehaviour('D2')]);
    expect(results.map(({ verdict }) => verdict.kind)).toEqual(['failed', 'passed']);
  });

  it('runs behaviours side by side, those that measure time alone, and tells them in order', async () => {
    const running = new Set<string>();
    const beside: Record<string, string[]> = {};
    const slow = (id: string, ms: number, rest: Partial<Behaviour> = {}): Behaviour =>
      fakeBehaviour(
        id,
        async ({ check, shared }) => {
          await shared();
          running.add(id);
          await sleep(ms);
          beside[id] = [...running].toSorted();
          running.delete(id);
          check.equal(1, 1, 'one');
        },
        rest,
      );
    const seen: string[] = [];
    const driver = fakeDriver();
    const labels: string[] = [];
    const report = await runSuite({
      stack: 'fake',
      driver,
      composition: ALONE,
      folder: '/nowhere',
      lanes: 2,
      behaviours: [
        slow('D1', 240),
        slow('D2', 10, { alone: true }),
        slow('D3', 80),
        slow('D4', 400),
      ],
      onResult: ({ id }) => void seen.push(id),
      label: (name, work) => {
        labels.push(name);
        return work();
      },
    });
    expect(beside).toEqual({ D1: ['D1', 'D4'], D2: ['D2'], D3: ['D1', 'D3'], D4: ['D4'] });
    expect(seen).toEqual(['D1', 'D2', 'D3', 'D4']);
    expect(report.results.map(({ id }) => id)).toEqual(seen);
    expect(labels.toSorted()).toEqual(['D1', 'D2', 'D3', 'D4', 'shared']);
    expect([driver.started(), driver.running()]).toEqual([1, 0]);
  });

  it('starts workers for behaviours that need jobs, and where they are wished for', async () => {
    const settings: Settings[] = [];
    const fake = fakeDriver();
    const driver: Driver = {
      ...fake,
      start: (each) => {
        settings.push(each);
        return fake.start?.(each) ?? Promise.reject(new Error('no start'));
      },
    };
    const starting = (id: string, needs: Behaviour['needs'], wish?: Settings): Behaviour =>
      fakeBehaviour(id, async ({ start }) => void (await start(wish)), { needs });
    const behaviours = [
      starting('D1', ['database']),
      starting('B1', ['jobs']),
      starting('S6', ['database'], { workers: 2 }),
    ];
    await runSuite({ stack: 'fake', driver, composition: ALONE, folder: '/nowhere', behaviours });
    expect(settings).toEqual([{ workers: 0 }, {}, { workers: 2 }]);
  });

  it('is stopped in all lanes before it says so', async () => {
    const stop = new AbortController();
    const driver = fakeDriver();
    const endless = (id: string, then: () => void): Behaviour =>
      fakeBehaviour(id, async ({ start }) => {
        await start();
        then();
        await new Promise(() => {});
      });
    const stopping = endless('D2', () => stop.abort(new Error('enough')));
    const suite = { stack: 'fake', driver, composition: ALONE, folder: '/nowhere', lanes: 2 };
    const behaviours = [endless('D1', () => {}), stopping, fakeBehaviour('D3')];
    await expect(runSuite({ ...suite, behaviours, stop: stop.signal })).rejects.toThrow('enough');
    expect([driver.started(), driver.running()]).toEqual([2, 0]);
  });
});
