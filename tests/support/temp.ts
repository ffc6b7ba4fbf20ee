import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** A temp folder that is removed after the tests of the file, also when they fail. */
export function tempFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-')));
  afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** All files below a folder with their bytes and modes; links are told as such. */
export function readTree(folder: string): Map<string, { bytes: Buffer; mode: number }> {
  const tree = new Map<string, { bytes: Buffer; mode: number }>();
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { mode } = fs.lstatSync(file);
    const bytes = entry.isFile()
      ? fs.readFileSync(file)
      : Buffer.from(`-> ${fs.readlinkSync(file)}`);
    tree.set(path.relative(folder, file).split(path.sep).join('/'), { bytes, mode: mode & 0o777 });
  }
  return tree;
}
