export type Structure = 'json' | 'yaml' | 'lines';

const LINE_FILES = new Set(['.gitignore', '.dockerignore', '.npmrc', '.gitattributes']);

/** How several writers of a path are merged; undefined where only one may write it. */
export function structureOf(path: string): Structure | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.endsWith('.json')) return 'json';
  if (name.endsWith('.yaml') || name.endsWith('.yml')) return 'yaml';
  return LINE_FILES.has(name) ? 'lines' : undefined;
}
