import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';

const root = tempFolder();

describe("the repository's script", () => {
  const run = (argv: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [path.join(ROOT, 'scripts/run.mjs'), ...argv], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: root, ...env },
    });

  it.each(['constructor', '__proto__', 'nope'])('has no task %s', (task) => {
    expect(run([task])).toMatchObject({ status: 2, stdout: '' });
  });

  it.each([
    ['SIGSEGV', 139],
    ['SIGABRT', 134],
    ['SIGTERM', 143],
  ])('ends as shells do when its task is ended by %s', (signal, code) => {
    const preload = path.join(root, `${signal}.cjs`);
    fs.writeFileSync(
      preload,
      `if (/plinth\\.ts$/.test(process.argv[1])) { process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000); }`,
    );
    expect(run(['plinth', '-v'], { NODE_OPTIONS: `--require ${preload}` }).status).toBe(code);
  });

  it('hands on a signal that is sent to it alone', () => {
    const preload = path.join(root, 'forward.cjs');
    fs.writeFileSync(
      preload,
      `if (/plinth\\.ts$/.test(process.argv[1])) {
        process.on('SIGINT', () => process.exit(42));
        setInterval(() => {}, 1000);
        process.kill(process.ppid, 'SIGINT');
      }`,
    );
    expect(run(['plinth', '-v'], { NODE_OPTIONS: `--require ${preload}` }).status).toBe(42);
  });
});
