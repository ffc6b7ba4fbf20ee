import fs from 'node:fs';
import path from 'node:path';

/** What a caller's shell holds that is about the caller, or that git and clients of databases and clouds read by themselves. */
const FOREIGN =
  /^(npm_|pnpm_|PLINTH_|VITEST|GIT_|PG[A-Z]|AWS_|OTEL_|DATABASE_URL$|(NODE_ENV|CI|TEST|INIT_CWD|NODE_OPTIONS|PORT|TMPDIR)$)/i;

export interface Machine {
  /** The folder of the run; what is started keeps its own temporary files there. */
  readonly workFolder: string;
  /** Files of programs by the name under which they are found: `node`, and the package manager. */
  readonly programs: Readonly<Record<string, string>>;
  /** Variables that the project reads; what the caller has set of them stays out. */
  readonly without?: readonly string[];
}

/**
 * The environment of a machine that has the given programs and those of the system, and nothing of the caller: no
 * packages of a project in `PATH`, no settings.
 */
export function machineEnvironment({
  workFolder,
  programs,
  without = [],
}: Machine): Record<string, string | undefined> {
  const bin = path.join(workFolder, 'bin');
  fs.mkdirSync(bin);
  for (const [name, file] of Object.entries(programs)) {
    // Not a link: what is started may look for its own files beside the name that it was started by.
    const script = `#!/bin/sh\nexec '${file.replaceAll("'", String.raw`'\''`)}' "$@"\n`;
    fs.writeFileSync(path.join(bin, name), script, { mode: 0o755 });
  }
  const left = new Set(without);
  const kept = Object.entries(process.env).filter(
    ([name]) => !FOREIGN.test(name) && !left.has(name),
  );
  const programFolders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: [bin, ...programFolders].join(path.delimiter),
    TMPDIR: path.join(workFolder, 'tmp'),
  };
}
