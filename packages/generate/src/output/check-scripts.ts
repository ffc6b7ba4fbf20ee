import { PlinthError } from '@plinth/schema/errors';
import type { TreeFile } from '@plinth/schema/file-tree';
import type { Manifest } from '@plinth/schema/manifest';
import type { Composition } from '../compose/composition.ts';
import { didYouMean } from '@plinth/schema/nearest';
import type { SourcePath } from '../template/source-lines.ts';
import { locateEntry } from '../template/template.ts';

/**
 * Scripts that a manifest names must be in the `package.json` that was rendered.
 *
 * @throws PlinthError MANIFEST_INVALID
 */
export function checkScripts({ templates }: Composition, files: readonly TreeFile[]): void {
  const named = templates.flatMap((template) =>
    scriptsNamed(template.manifest).map((script) => ({ template, ...script })),
  );
  if (named.length === 0) return;
  const scripts = scriptsOf(files.find(({ path }) => path === 'package.json'));
  for (const { template, path, script } of named) {
    if (scripts.includes(script)) continue;
    const message = `No script "${script}" in the project's package.json${didYouMean(script, scripts)}`;
    throw new PlinthError('MANIFEST_INVALID', message, {
      at: locateEntry(template, ...path),
      hint: 'Write the script into package.json, or correct its name.',
    });
  }
}

function scriptsNamed({ checks, serves, cleanUp, next }: Manifest): {
  path: SourcePath;
  script: string;
}[] {
  return [
    ...checks.map((script, index) => ({ path: ['checks', index], script })),
    ...serves.map(({ run }, index) => ({ path: ['serves', index, 'run'], script: run })),
    ...cleanUp.map((script, index) => ({ path: ['cleanUp', index], script })),
    ...next.flatMap(({ run }, index) =>
      run === undefined ? [] : [{ path: ['next', index, 'run'], script: run }],
    ),
  ];
}

function scriptsOf(file: TreeFile | undefined): string[] {
  if (typeof file?.content !== 'string') return [];
  const { scripts } = (JSON.parse(file.content) ?? {}) as { scripts?: unknown };
  return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : [];
}
