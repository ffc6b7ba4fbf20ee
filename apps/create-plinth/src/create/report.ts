import path from 'node:path';
import type { Rendering } from '@plinth/generate/render';
import type { FileTree } from '@plinth/schema/file-tree';
import { quoteFolder } from '../cli/invocation.ts';
import { oneLine } from '../ui/printable.ts';
import { style } from '../ui/style.ts';

/** A file with its size in bytes, as `--dry-run` lists it. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
}

/** All files of a tree, those with secrets included, sorted by path. Sizes are in bytes. */
export function listFiles(tree: FileTree): ListedFile[] {
  const files = tree.files.map(({ path: name, content }) => ({
    path: name,
    bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  }));
  const secrets = tree.secrets.map(({ path: name, parts }) => ({
    path: name,
    bytes: parts
      .map((part) =>
        typeof part === 'string' ? Buffer.byteLength(part) : base64Length(part.random),
      )
      .reduce((sum, bytes) => sum + bytes, 0),
  }));
  return [...files, ...secrets].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Length of that many bytes in base64url without padding (RFC 4648, section 5). */
function base64Length(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

export function dryRunText(files: readonly ListedFile[], target: string): string {
  const width = Math.max(...files.map(({ bytes }) => String(bytes).length));
  const lines = files.map(({ path: name, bytes }) => `${String(bytes).padStart(width)}  ${name}`);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...lines,
    '',
    `${files.length} files, ${total} bytes, for ${target}. Nothing was written.`,
  ].join('\n');
}

export interface NextStep {
  readonly command: string;
  readonly about: string;
}

/** What a person runs next, in the order of doing it. */
export function nextSteps(
  { context, composition }: Rendering,
  facts: {
    readonly target: string;
    readonly cwd: string;
    /** Whether there are dependencies that were not installed. */
    readonly toInstall: boolean;
  },
): NextStep[] {
  const { packageManager } = context;
  const steps: NextStep[] = [];
  const way = path.relative(facts.cwd, facts.target);
  if (way !== '') steps.push({ command: `cd ${quoteFolder(way)}`, about: 'go into the project' });
  if (facts.toInstall) steps.push({ command: packageManager.install, about: 'install' });
  for (const { manifest } of composition.templates) {
    for (const { run, about } of manifest.next) {
      const command = run === undefined ? '' : oneLine(scriptCommand(packageManager, run));
      steps.push({ command, about: oneLine(about) });
    }
  }
  return steps;
}

/** `npm test` and `npm start` need no `run`. */
function scriptCommand(
  { name, run }: Rendering['context']['packageManager'],
  script: string,
): string {
  return ['test', 'start'].includes(script) ? `${name} ${script}` : `${run} ${script}`;
}

export function summaryText(facts: {
  readonly name: string;
  readonly files: number;
  readonly target: string;
  readonly kept: readonly string[];
  readonly notes: readonly string[];
  readonly next: readonly NextStep[];
  readonly command: string;
  readonly seconds: number;
}): string {
  const width = Math.max(...facts.next.map(({ command }) => command.length));
  return [
    `${style('green', 'Done.')} ${style('bold', facts.name)}: ${facts.files} files in ${facts.target}, ${facts.seconds.toFixed(1)} s`,
    ...facts.kept.map((file) => `Kept your own ${file}.`),
    ...facts.notes,
    '',
    'Next',
    ...facts.next.map(
      ({ command, about }) => `  ${style('cyan', command.padEnd(width))}  ${style('dim', about)}`,
    ),
    '',
    'The same again',
    `  ${style('dim', facts.command)}`,
  ].join('\n');
}
