import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../playground.ts';
import { runProgram } from './run-program.ts';

const node = (program: string): string[] => [process.execPath, '-e', program];
const silent = { stop: new AbortController().signal, print: () => undefined };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a program', () => {
  it('gives the end of its output and its exit code', async () => {
    const program =
      'console.log("x".repeat(50_000)); console.log("1 passed, 0 failed"); process.exitCode = 3';
    const { output, end } = await runProgram(node(program), { ...silent, minutes: 1 });
    expect(output).toMatch(/x\n1 passed, 0 failed\n$/);
    expect(output.length).toBeLessThan(50_000);
    expect(end).toBe(3);
  });

  it('finds the programs of the machine, not those of the repository', async () => {
    const bin = path.join(ROOT, 'node_modules', '.bin');
    vi.stubEnv('PATH', [bin, '/usr/bin'].join(path.delimiter));
    const { output } = await runProgram(node('console.log(process.env.PATH)'), {
      ...silent,
      minutes: 1,
    });
    expect(output).toBe('/usr/bin\n');
  });

  it('that is not there is told', async () => {
    const { end } = await runProgram(['no-such-program'], { ...silent, minutes: 1 });
    expect(end).toMatch(/^it does not start: .*ENOENT/);
  });

  it('is ended with all that it started, after its time or when the run is stopped', async () => {
    const child = 'setInterval(() => {}, 1000)';
    const program = `const { pid } = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]); console.log(pid); ${child}`;
    const late = await runProgram(node(program), { ...silent, minutes: 0.5 / 60 });
    expect(late.end).toBe(`not done after ${0.5 / 60} minutes`);
    expect(() => process.kill(Number(late.output), 0)).toThrow('ESRCH');
    const stop = AbortSignal.timeout(500);
    const stopped = await runProgram(node(program), { ...silent, minutes: 1, stop });
    expect(stopped.end).toBe('ended by SIGTERM');
    expect(() => process.kill(Number(stopped.output), 0)).toThrow('ESRCH');
  });
});
