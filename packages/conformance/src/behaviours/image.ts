import fs from 'node:fs';
import type { ProjectHost } from '../contract/host.ts';
import type { Check } from '../suite/check.ts';

/** The user that an image runs as: the last `USER` of its last stage; undefined where there is none. */
export function lastUser(definition: string): string | undefined {
  const lines = definition.split('\n').map((line) => line.trim());
  const stage = lines.slice(lines.findLastIndex((line) => /^FROM\s/i.test(line)) + 1);
  const user = stage.findLast((line) => /^USER\s/i.test(line));
  return user?.replace(/^USER\s+/i, '');
}

/**
 * The files of a folder that its image is built from, by the rules of a `.dockerignore`: the last line that
 * matches decides, `!` takes back, `**` stands for any number of folders.
 */
export function contextFiles(files: readonly string[], ignore: string): string[] {
  const rules = ignore
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), pattern: toPattern(line.replace(/^!/, '')) }));
  return files.filter((file) => rules.findLast(({ pattern }) => pattern.test(file))?.keeps ?? true);
}

/** A pattern matches a path and everything below it. */
function toPattern(line: string): RegExp {
  const source = line
    .replaceAll(/^\/|\/$/g, '')
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('**/', '\u0000')
    .replaceAll('**', '\u0001')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0000', '(?:.*/)?')
    .replaceAll('\u0001', '.*');
  return new RegExp(`^${source}(?:/|$)`);
}

/** The texts that define the image and say what it leaves out; undefined where the project promises none. */
export async function promisedImage(
  project: Pick<ProjectHost, 'imageDefinition'>,
  check: Check,
): Promise<{ readonly definition: string; readonly ignore: string } | undefined> {
  const promised = await project.imageDefinition();
  if (promised === undefined) return undefined;
  for (const [what, file] of Object.entries(promised)) {
    check.that(fs.existsSync(file), `the ${what} of the promised image`, 'a file', file);
  }
  return {
    definition: fs.readFileSync(promised.definition, 'utf8'),
    ignore: fs.readFileSync(promised.ignore, 'utf8'),
  };
}
