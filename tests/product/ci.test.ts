import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { fakeProgram } from '../support/fake-program.ts';
import { ROOT } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';

const root = tempFolder();

/** Starts scripts/ci.ts where `npm` is a program that knows what each part does, and nothing else is installed. */
function start(parts: Record<string, string>, env: Record<string, string> = {}) {
  const source = `
    const parts = ${JSON.stringify(parts)};
    const name = process.argv.slice(2).join(' ');
    const part = Object.keys(parts).find((each) => name.includes(each));
    console.log('running', name);
    new Function(parts[part])();`;
  fakeProgram(root, 'npm', source);
  const file = path.join(ROOT, 'scripts', 'ci.ts');
  return execa(process.execPath, [file], {
    reject: false,
    env: { PATH: root, CHROMIUM: process.execPath, ...env },
  });
}

async function ci(...parameters: Parameters<typeof start>) {
  const { exitCode, stdout } = await start(...parameters);
  return { exitCode, ran: stdout.match(/^running .*$/gm), end: stdout.split('\n').slice(-5) };
}

const passes = 'console.log("7 passed, 0 failed")';
const dies = 'console.log("8 passed, 0 failed"); process.kill(process.pid, "SIGKILL")';
const fails = 'console.log("5 passed, 2 failed, 1 skipped"); process.exitCode = 1';

it('runs every part and sums up what they counted', async () => {
  const run = await ci({ 'test:browser': passes, conformance: passes, test: passes });
  expect(run.exitCode).toBe(0);
  expect(run.ran).toEqual([
    'running test',
    'running run test:browser',
    'running run conformance -- --stack fastify',
  ]);
  expect(run.end.at(-1)).toBe('21 passed, 0 failed');
});

it('goes on after parts that fail and die, and fails', async () => {
  const run = await ci({ 'test:browser': dies, conformance: passes, test: fails });
  expect(run.exitCode).toBe(1);
  expect(run.end.map((line) => line.replace(/\d+:\d+/, 'TIME'))).toEqual([
    expect.stringMatching(/^npm test +TIME {2}5 passed, 2 failed, 1 skipped$/),
    expect.stringMatching(/^npm run test:browser +TIME .*8 passed, 1 failed: ended by SIGKILL$/),
    expect.stringMatching(/^npm run conformance -- --stack fastify +TIME .*7 passed, 0 failed$/),
    '',
    '20 passed, 3 failed, 1 skipped',
  ]);
});

it('fails the part that needs Chromium where it cannot be installed', async () => {
  const parts = { 'test:browser': passes, conformance: passes, test: passes };
  const run = await ci(parts, { CHROMIUM: path.join(root, 'none') });
  expect(run.exitCode).toBe(1);
  expect(run.ran).not.toContain('running run test:browser');
  expect(run.end.join('\n')).toContain('there is no Chromium, and apt-get did not install it');
  expect(run.end.at(-1)).toBe('14 passed, 1 failed');
});

it('ends with its part when it is stopped, and runs no other', async () => {
  const stays = 'setInterval(() => {}, 1000); console.log(process.pid)';
  const run = start({ 'test:browser': passes, conformance: passes, test: stays });
  let pid = 0;
  for await (const line of run.iterable({ from: 'stdout' })) {
    pid = Number(/^\d+$/.exec(line)?.[0] ?? pid);
    if (pid > 0) run.kill('SIGTERM');
  }
  const { exitCode, stdout, stderr } = await run;
  expect(exitCode).toBe(143);
  expect(stderr).toContain('Stopped by SIGTERM.');
  expect(stdout.match(/^running .*$/gm)).toEqual(['running test']);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
