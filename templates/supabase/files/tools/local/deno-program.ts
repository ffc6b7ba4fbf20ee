import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { LocalStackError } from './local-stack-error.ts';

/** The program itself, not the script around it: ending that one would leave the program behind. */
export function denoProgram(): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('deno/package.json');
  const { optionalDependencies } = require(manifest) as {
    optionalDependencies: Record<string, string>;
  };
  const inside = createRequire(manifest);
  const name = Object.keys(optionalDependencies).find((each) => resolves(inside, each));
  if (!name) {
    throw new LocalStackError(
      'Edge functions need the package deno, which has no build for this system.',
    );
  }
  const program = process.platform === 'win32' ? 'deno.exe' : 'deno';
  return join(dirname(inside.resolve(`${name}/package.json`)), program);
}

function resolves(require: NodeJS.Require, name: string): boolean {
  try {
    return require.resolve(`${name}/package.json`) !== '';
  } catch {
    return false;
  }
}
