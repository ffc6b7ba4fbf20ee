/**
 * The line of each node of a YAML file, by the keys that lead to it, joined by `/`. Nodes that begin in
 * the line of the node around them are left out.
 */
export type SourceLines = Readonly<Record<string, number>>;

export type SourcePath = readonly PropertyKey[];

export const sourceKey = (path: SourcePath): string => path.map(String).join('/');

/** The line of the deepest node of a path that is known; 1 where none is. */
export function lineAt(lines: SourceLines, path: SourcePath): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const key = sourceKey(path.slice(0, depth));
    if (Object.hasOwn(lines, key)) return lines[key] ?? 1;
  }
  return 1;
}
