import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { UnfitDefect } from '@plinth/conformance/prove/prove';
import { unboundEnvironment } from '@plinth/project/git';

/** The stored defects of a stack, from its template's folder: the file of each by the behaviour that it breaks. */
export function defectsOf(template: string): ReadonlyMap<string, string> {
  const folder = path.join(template, 'contract', 'defects');
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return new Map(files.map((file) => [path.parse(file).name, path.join(folder, file)]));
}

/**
 * Changes a project as its patch says, or with `check` only looks whether it would.
 *
 * @throws UnfitDefect with what git says
 */
export function applyDefect(patch: string, folder: string, { check = false } = {}): void {
  const parameters = ['apply', ...(check ? ['--check'] : []), patch];
  // In a folder of somebody's repository git would take the patch for one of other files, and say nothing.
  const env = { ...unboundEnvironment(), GIT_CEILING_DIRECTORIES: path.dirname(folder) };
  try {
    execFileSync('git', parameters, { cwd: folder, env, stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    throw new UnfitDefect(`its defect does not fit: ${String(error)}`, { cause: error });
  }
}
