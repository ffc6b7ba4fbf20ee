import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one run of a program used. */
export interface Usage {
  /** User and system time of the whole process, in milliseconds. */
  readonly cpu: number;
  /** Peak resident memory, in MiB. */
  readonly rss: number;
}

const USAGE = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** Runs a Node program to its end and gives what it used. Fails where the program fails. */
export function measure(parameters: readonly string[], cwd: string): Usage {
  const report = path.join(cwd, '.usage.json');
  const { status, stderr } = spawnSync(process.execPath, ['--require', USAGE, ...parameters], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, USAGE_FILE: report, CI: '1', npm_config_user_agent: 'npm/11' },
  });
  if (status !== 0) throw new Error(`${parameters.join(' ')} failed: ${stderr}`);
  return JSON.parse(fs.readFileSync(report, 'utf8')) as Usage;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Medians of usage, and the median of the ratios of runs that stood side by side. */
export function medianUsage(runs: readonly Usage[]): Usage {
  return { cpu: median(runs.map(({ cpu }) => cpu)), rss: median(runs.map(({ rss }) => rss)) };
}

export function medianRatio(runs: readonly Usage[], base: readonly Usage[]): number {
  return median(runs.map(({ cpu }, index) => cpu / (base[index]?.cpu ?? Number.NaN)));
}
