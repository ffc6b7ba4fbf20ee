import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Driver } from '../contract/driver.ts';
import type { Kit } from '../kit/kit.ts';
import { ALONE, fakeBehaviour, fakeDriver } from '../testing/fake-driver.ts';
import { loadDriver } from './load-driver.ts';
import { machineEnvironment } from './machine.ts';
import { type Opened, withProject } from './run.ts';

let work: string;

beforeEach(() => {
  work = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-runner-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(work, { recursive: true, force: true });
});

describe('the environment of a run', () => {
  it('holds nothing of the caller, and finds the given programs first', () => {
    vi.stubEnv('DATABASE_URL', 'postgres://production');
    vi.stubEnv('npm_config_user_agent', 'npm');
    vi.stubEnv('PGPASSWORD', 'secret');
    vi.stubEnv('GIT_DIR', '/somebody/.git');
    vi.stubEnv('AUTH_SECRET', 'secret');
    vi.stubEnv('LANG', 'C');
    vi.stubEnv('PATH', ['/x/node_modules/.bin', process.env['PATH']].join(path.delimiter));
    const tool = path.join(work, "it's a tool");
    fs.writeFileSync(tool, '#!/bin/sh\necho "$0: $1"\n', { mode: 0o755 });
    const environment = machineEnvironment({
      workFolder: work,
      programs: { tool },
      without: ['AUTH_SECRET'],
    });
    const { PATH = '', LANG } = environment;
    expect(LANG).toBe('C');
    expect(PATH).not.toContain('node_modules');
    const foreign = [
      'DATABASE_URL',
      'npm_config_user_agent',
      'PGPASSWORD',
      'GIT_DIR',
      'AUTH_SECRET',
    ];
    for (const name of foreign) {
      expect(environment).not.toHaveProperty(name);
    }
    const told = execFileSync('tool', ['a b'], { env: { PATH }, encoding: 'utf8' });
    expect(told).toBe(`${tool}: a b\n`);
  });
});

describe('a driver', () => {
  it('is what exports createDriver', async () => {
    const file = (name: string, text: string): string => {
      fs.writeFileSync(path.join(work, name), text);
      return path.join(work, name);
    };
    const good = file('driver.mjs', 'export const createDriver = () => 7;');
    expect(await loadDriver(good)).toHaveProperty('createDriver');
    await expect(loadDriver(file('none.mjs', 'export const a = 1;'))).rejects.toThrow(
      'it exports no function createDriver',
    );
  });
});

describe('a run over a project', () => {
  const opened = (
    createDriver: (kit: Kit) => Promise<Driver>,
    stop = new AbortController().signal,
  ): Opened => ({
    stack: { id: 'fake', composition: ALONE, driver: { createDriver } },
    folder: work,
    workFolder: work,
    environment: { PATH: process.env['PATH'] },
    stop,
  });

  it('gives the report, closes the driver and ends its processes', async () => {
    const closed = vi.fn<() => Promise<void>>(async () => {});
    let pid = 0;
    const report = await withProject(
      opened(async (kit) => {
        pid = kit.spawn('server', process.execPath, ['-e', 'setInterval(() => {}, 1000)']).pid;
        return { ...fakeDriver(), close: closed };
      }),
      (run) => run([fakeBehaviour('D1')]),
    );
    expect(report.results.map(({ verdict }) => verdict.kind)).toEqual(['passed']);
    expect(closed).toHaveBeenCalledOnce();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('ends the processes of a driver that did not come up', async () => {
    let pid = 0;
    const opening = opened(async (kit) => {
      pid = kit.spawn('server', process.execPath, ['-e', 'setInterval(() => {}, 1000)']).pid;
      throw new Error('no server');
    });
    await expect(withProject(opening, async () => {})).rejects.toThrow('no server');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('stops in the middle of a behaviour, and only then gives back what it took', async () => {
    const stop = new AbortController();
    const driver = fakeDriver();
    const order: string[] = [];
    const endless = fakeBehaviour('D1', async ({ start }) => {
      await start();
      stop.abort(new Error('enough'));
      await new Promise(() => {});
    });
    const opening = opened(async (kit) => {
      kit.atEnd(async () => void order.push(`kit, ${driver.running()} running`));
      return { ...driver, close: async () => void order.push('driver') };
    }, stop.signal);
    await expect(withProject(opening, (run) => run([endless]))).rejects.toThrow('enough');
    expect(order).toEqual(['driver', 'kit, 0 running']);
    await expect(withProject(opening, (run) => run([endless]))).rejects.toThrow('enough');
    expect(order).toHaveLength(2);
  });
});
