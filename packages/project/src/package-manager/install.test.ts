import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { installInterrupt } from '../apply/interrupt.ts';
import { temporaryFolder } from '../apply/testing/temporary.ts';
import { installDependencies } from './install.ts';

/** An installation with an `npm` of a few lines, which sees `started` and `KEEP`. */
function installation(source: string, mode = 0o755) {
  const directory = temporaryFolder();
  const file = path.join(directory, 'npm');
  writeFileSync(
    file,
    `#!${process.execPath}
     const fs = require('node:fs');
     const { spawn } = require('node:child_process');
     const started = () => fs.writeFileSync('started', String(process.pid));
     ${source}`,
    { mode },
  );
  vi.stubEnv('PATH', directory);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const signals = new EventEmitter();
  const lines: string[] = [];
  const done = installDependencies({
    directory,
    packageManager: 'npm',
    onLine: (line) => lines.push(line),
    interrupt: installInterrupt(signals),
    hint: `Go on in ${directory}`,
  });
  // Looked at below; a failure is not to end the tests before.
  done.catch(() => undefined);
  return {
    directory,
    lines,
    done,
    signal: () => signals.emit('SIGINT', 'SIGINT'),
    async started(name = 'started'): Promise<number> {
      await vi.waitFor(() => {
        expect(existsSync(path.join(directory, name))).toBe(true);
        expect(readFileSync(path.join(directory, name), 'utf8')).not.toBe('');
      }, 10_000);
      return Number(readFileSync(path.join(directory, name), 'utf8'));
    },
  };
}

/** A child that holds the output of its parent and takes no notice of signals. */
const STUBBORN = `
  spawn(process.execPath, ['-e', \`
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
    setInterval(() => {}, 1000);
    require('node:fs').writeFileSync('stubborn', String(process.pid));
  \`], { stdio: 'inherit' });`;

async function gone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 3000; waited += 50) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

describe('installing', () => {
  it('hands on the lines without what steers a terminal', async () => {
    const run = installation(
      String.raw`console.log('\u001b[32madded\u001b[39m 3\u001b]0;title\u0007\n\n10%\r100%')`,
    );
    await run.done;
    expect(run.lines).toEqual(['added 3', '10%', '100%']);
  });

  it('fails with the exit code and the end of the output', async () => {
    const run = installation(`console.error('E404'); process.exitCode = 7`);
    await expect(run.done).rejects.toMatchObject({
      code: 'INSTALL_FAILED',
      message: expect.stringContaining('exit code 7') as string,
      hint: expect.stringContaining(run.directory) as string,
      cause: 'E404',
    });
  });

  it('says why the package manager was not started', async () => {
    await expect(installation('', 0o644).done).rejects.toThrow('npm cannot be started (EACCES)');
  });

  it('ends although a script left something running that holds the output', async () => {
    const run = installation(`${STUBBORN} setTimeout(() => process.exit(0), 500)`);
    const pid = await run.started('stubborn');
    await run.done;
    process.kill(pid, 'SIGKILL');
  });

  it('ends at a signal with all that scripts have started, whatever they make of it', async () => {
    const run = installation(`${STUBBORN} started(); setInterval(() => {}, 1000);`);
    const pids = [await run.started(), await run.started('stubborn')];
    const before = performance.now();
    run.signal();
    await run.done;
    expect(performance.now() - before).toBeLessThan(4000);
    expect(await Promise.all(pids.map(gone))).toEqual([true, true]);
  });

  it('ends at the second signal where the package manager takes no notice of the first', async () => {
    const run = installation(
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); started();`,
    );
    const pid = await run.started();
    const before = performance.now();
    run.signal();
    // Ctrl-C and the same handed on by npm are one signal.
    run.signal();
    await sleep(500);
    expect(await Promise.race([run.done.then(() => 'ended'), sleep(10, 'goes on')])).toBe(
      'goes on',
    );
    run.signal();
    await run.done;
    expect(performance.now() - before).toBeLessThan(4000);
    expect(await gone(pid)).toBe(true);
  });

  it('takes settings of the user, and none of the call', async () => {
    vi.stubEnv('npm_config_dry_run', 'true');
    vi.stubEnv('npm_config_omit', 'dev');
    vi.stubEnv('npm_config_global', 'true');
    vi.stubEnv('npm_package_name', 'other');
    vi.stubEnv('NODE_ENV', 'production');
    vi.stubEnv('npm_config_registry', 'https://registry.example');
    vi.stubEnv('npm_config_ignore_scripts', 'true');
    const run = installation(`console.log(JSON.stringify(process.env))`);
    await run.done;
    const seen = JSON.parse(run.lines[0] ?? '') as Record<string, string>;
    expect(seen).toMatchObject({
      npm_config_registry: 'https://registry.example',
      npm_config_ignore_scripts: 'true',
    });
    for (const name of ['dry_run', 'omit', 'global']) {
      expect(seen).not.toHaveProperty(`npm_config_${name}`);
    }
    expect(seen).not.toHaveProperty('npm_package_name');
    expect(seen).not.toHaveProperty('NODE_ENV');
  });
});
