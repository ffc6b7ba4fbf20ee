import type { FileTree } from '@plinth/schema/file-tree';

/** A tree of text files by path, and of secrets. */
export function treeOf(files: Record<string, string>, secrets: FileTree['secrets'] = []): FileTree {
  return {
    files: Object.entries(files).map(([path, content]) => ({
      path,
      content,
      executable: path.endsWith('.sh'),
      from: ['test'],
    })),
    secrets,
  };
}

/** A tree of `count` files of `size` bytes in folders of ten. */
export function largeTree(count: number, size = 1000): FileTree {
  const files = Array.from({ length: count }, (_, index): [string, string] => [
    `folder-${Math.floor(index / 10)}/sub/file-${index}.txt`,
    'x'.repeat(size),
  ]);
  return treeOf(Object.fromEntries(files), [{ path: '.env', parts: ['SECRET=', { random: 32 }] }]);
}
