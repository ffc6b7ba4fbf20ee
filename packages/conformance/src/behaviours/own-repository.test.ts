import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { filesToCommit } from './own-repository.ts';

let work: string;

beforeEach(() => {
  work = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-repository-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(work, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(work, file)), { recursive: true });
  fs.writeFileSync(path.join(work, file), text);
}

it('leaves the repository alone that a hook binds git to', () => {
  write('project/package.json', '{}');
  const others = path.join(work, 'others');
  execFileSync('git', ['init', '--quiet', others], { env: { PATH: process.env['PATH'] } });
  const config = path.join(others, '.git', 'config');
  const before = fs.readFileSync(config, 'utf8');
  vi.stubEnv('GIT_DIR', path.join(others, '.git'));
  vi.stubEnv('GIT_WORK_TREE', others);
  expect(filesToCommit(path.join(work, 'project'))).toEqual(['package.json']);
  expect(fs.readFileSync(config, 'utf8')).toBe(before);
  expect(fs.existsSync(path.join(work, 'project', '.git'))).toBe(true);
});

it('leaves out what the project ignores, not what its caller does', () => {
  write('project/.gitignore', 'ignored\n');
  write('project/ignored', '');
  write('project/.env', 'SECRET=1\n');
  write('config/git/ignore', '.env\n');
  vi.stubEnv('XDG_CONFIG_HOME', path.join(work, 'config'));
  expect(filesToCommit(path.join(work, 'project')).toSorted()).toEqual(['.env', '.gitignore']);
});
