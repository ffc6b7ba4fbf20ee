import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileTree, SecretFile } from '@plinth/schema/file-tree';
import { parentFolders } from './check-tree.ts';
import type { Interrupt } from './interrupt.ts';

/** Files between two looks at the signals: some milliseconds of work. */
const CHUNK = 64;

/**
 * Writes the files of a checked tree into an empty folder of our own making.
 *
 * Every folder is made and every file is created exclusively, so that nothing which another process
 * slips in, a symbolic link least of all, is followed or overwritten.
 *
 * @throws InterruptedError between files; what `node:fs` throws
 */
export async function writeTree(root: string, tree: FileTree, interrupt: Interrupt): Promise<void> {
  const made = new Set<string>();
  let count = 0;

  const place = (file: string): string => {
    for (const folder of parentFolders(file)) {
      if (made.has(folder)) continue;
      mkdirSync(path.join(root, folder), 0o755);
      made.add(folder);
    }
    return path.join(root, file);
  };

  for (const { path: file, content, executable } of tree.files) {
    if (count > 0 && count % CHUNK === 0) await interrupt.pause();
    writeFileSync(place(file), content, { flag: 'wx', mode: executable ? 0o755 : 0o644 });
    count += 1;
  }
  if (tree.secrets.length === 0) return;
  const { randomBytes } = await import('node:crypto');
  for (const secret of tree.secrets) {
    const text = fillIn(secret, randomBytes);
    writeFileSync(place(secret.path), text, { flag: 'wx', mode: 0o600 });
  }
}

function fillIn({ parts }: SecretFile, randomBytes: (count: number) => Buffer): string {
  return parts
    .map((part) =>
      typeof part === 'string' ? part : randomBytes(part.random).toString('base64url'),
    )
    .join('');
}
