import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Kit } from '@plinth/conformance/kit/kit';

/** The README's way to a build with production packages alone, by package manager. */
const steps = {
  pnpm: [['install', '--frozen-lockfile'], ['build'], ['install', '--frozen-lockfile', '--prod']],
  npm: [['ci'], ['run', 'build'], ['ci', '--omit=dev', '--omit=optional']],
};

export type Manager = keyof typeof steps;

export function managerOf(folder: string): Manager {
  return existsSync(join(folder, 'pnpm-lock.yaml')) ? 'pnpm' : 'npm';
}

/** Builds a project and leaves it its production packages alone. */
export async function buildForProduction(
  kit: Kit,
  folder: string,
  manager: Manager,
): Promise<void> {
  const run = (step: readonly string[]) =>
    kit.spawn(`production-${step[0]}`, manager, step, { cwd: folder, env: { CI: 'true' } })
      .finished;
  for (const step of steps[manager]) {
    let { code, output } = await run(step);
    if (step[0] === 'ci' && code !== 0 && lacksOptionalPackagesOnly(output)) {
      ({ code, output } = await run(['install', ...step.slice(1)]));
    }
    if (code !== 0) throw new Error(`${manager} ${step.join(' ')} fails:\n${output}`);
  }
}

/**
 * Whether `npm ci` failed for one reason only: the registry lacks optional packages, as a mirror may that serves one
 * platform. They are then missing from the lockfile in no version, and `npm install` takes it as it is. A lockfile that
 * does not fit package.json is told with versions.
 */
export function lacksOptionalPackagesOnly(output: string): boolean {
  const problems = output.match(/^npm error (?:Missing|Invalid): .*$/gm) ?? [];
  return problems.length > 0 && problems.every((line) => line.endsWith('@ from lock file'));
}

/** The project's development packages that are installed, but not because a production package needs them. */
export function developmentPackages(folder: string, manager: Manager): string[] {
  const { devDependencies = {} } = readJson(join(folder, 'package.json')) as {
    devDependencies?: Record<string, string>;
  };
  const installed = Object.keys(devDependencies).filter((name) =>
    existsSync(join(folder, 'node_modules', name)),
  );
  if (manager === 'pnpm') return installed;
  // npm puts the packages of packages into the same folder, and notes which of them are for development.
  const { packages } = readJson(join(folder, 'node_modules', '.package-lock.json')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  return installed.filter((name) => {
    const found = packages[`node_modules/${name}`];
    return found === undefined || found.dev === true || found.devOptional === true;
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
