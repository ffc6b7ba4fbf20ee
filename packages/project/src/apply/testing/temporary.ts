import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder, which is removed when the test ends. Others may enter it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'plinth-apply-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Everything in a folder but `.git`, by path: the text of a file, `→ there` for a link, null for a folder. */
export function contentsOf(folder: string): Record<string, string | null> {
  const found: [string, string | null][] = [];
  const visit = (inner: string): void => {
    for (const name of readdirSync(path.join(folder, inner)).sort()) {
      const relative = inner === '' ? name : `${inner}/${name}`;
      const full = path.join(folder, relative);
      const stat = lstatSync(full);
      if (name === '.git') continue;
      if (stat.isSymbolicLink()) found.push([relative, `→ ${readlinkSync(full)}`]);
      else if (stat.isDirectory()) {
        found.push([relative, null]);
        visit(relative);
      } else found.push([relative, readFileSync(full, 'utf8')]);
    }
  };
  visit('');
  return Object.fromEntries(found);
}
