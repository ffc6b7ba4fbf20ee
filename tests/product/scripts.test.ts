import fs from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/repository.ts';

const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
/** The command itself has its own tests. */
const names = Object.keys(scripts).filter((name) => !['create', 'plinth'].includes(name));

const run = (name: string, flag: string) =>
  execa(process.execPath, [path.join(ROOT, 'scripts', 'run.mjs'), name, flag], {
    cwd: ROOT,
    reject: false,
  });

describe.each(names)('the root script %s', (name) => {
  const usage = new RegExp(
    String.raw`^Usage: npm ${name === 'test' ? 'test' : `run ${name}`}( -- .+)?$`,
  );

  it('says with --help how it is called, and does nothing', async () => {
    const { exitCode, stdout } = await run(name, '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(usage);
  });

  it('refuses what it does not know with exit code 2', async () => {
    const { exitCode, stdout, stderr } = await run(name, '--nonsense');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    const [what, how, ...rest] = stderr.split('\n');
    expect(what).toBe("Unknown option '--nonsense'");
    expect(how).toMatch(usage);
    expect(rest).toEqual([]);
  });

  it('stands in the README', () => {
    const command = name === 'test' ? 'npm test' : `npm run ${name}`;
    expect(read('README.md')).toMatch(new RegExp(`^    ${command} `, 'm'));
  });
});
