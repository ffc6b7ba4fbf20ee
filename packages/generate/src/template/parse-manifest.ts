import { PlinthError } from '@plinth/schema/errors';
import { type Manifest, manifestSchema } from '@plinth/schema/manifest';
import { YamlSyntaxError } from '../merge/yaml-syntax.ts';
import { readYaml, type YamlSource } from './read-yaml.ts';
import { lineAt, type SourceLines, type SourcePath } from './source-lines.ts';
import { MANIFEST_FILE } from './template.ts';

export interface ParsedManifest {
  readonly manifest: Manifest;
  readonly lines: SourceLines;
}

interface Issue {
  readonly path: SourcePath;
  readonly message: string;
  readonly code: string;
  readonly keys?: readonly string[];
}

/**
 * Reads `template.yaml`.
 *
 * @param template name of the template for error texts, before its id is known
 * @throws PlinthError MANIFEST_INVALID with the line of the first mistake
 */
export function parseManifest(template: string, text: string): ParsedManifest {
  const { value, lines } = readManifest(template, text);
  const parsed = manifestSchema.safeParse(value ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0] as Issue;
    const path = issue.keys?.[0] === undefined ? issue.path : [...issue.path, issue.keys[0]];
    throw mistake(template, lineAt(lines, path), describe(issue));
  }
  const manifest = parsed.data;
  for (const { path, message } of referenceFaults(manifest)) {
    throw mistake(manifest.id, lineAt(lines, path), message);
  }
  return { manifest, lines };
}

function readManifest(template: string, text: string): YamlSource {
  try {
    return readYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlSyntaxError)) throw cause;
    throw mistake(template, cause.line, cause.message);
  }
}

function mistake(template: string, line: number, message: string): PlinthError {
  return new PlinthError('MANIFEST_INVALID', message, {
    at: { template, file: MANIFEST_FILE, line },
    hint: 'Correct the manifest; docs/templates.md lists its keys.',
  });
}

function describe(issue: Issue): string {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys?.map((key) => `"${key}"`).join(', ');
    return `Unknown key ${keys}${where ? ` in ${where}` : ''}`;
  }
  return where ? `${where}: ${issue.message}` : issue.message;
}

interface Fault {
  readonly path: SourcePath;
  readonly message: string;
}

/** Names inside the manifest must exist in it, and once. */
function referenceFaults(manifest: Manifest): Fault[] {
  const { layers, options, env, kind, provides } = manifest;
  return [
    ...twice(layers, ({ name }) => name).map(([index, name]): Fault => ({
      path: ['layers', index],
      message: `Layer "${name}" is listed twice`,
    })),
    ...twice(options, ({ id }) => id).map(([index, id]): Fault => ({
      path: ['options', index],
      message: `Option "${id}" is declared twice`,
    })),
    ...options.flatMap((option, index) => choiceFaults(option, ['options', index])),
    ...envFaults(env, ['env']),
    ...layers.flatMap((layer, index) => envFaults(layer.env, ['layers', index, 'env'])),
    ...(kind !== 'platform' && provides.length > 0
      ? [{ path: ['provides'], message: `A ${kind} provides nothing; only a platform does` }]
      : []),
  ];
}

function choiceFaults(option: Manifest['options'][number], path: SourcePath): Fault[] {
  if (option.type !== 'choice') return [];
  const { id, choices } = option;
  return [
    ...(choices.some(({ value }) => value === option.default)
      ? []
      : [
          {
            path: [...path, 'default'],
            message: `Option "${id}" has a default that is not a choice`,
          },
        ]),
    ...twice(choices, ({ value }) => value).map(([index, value]) => ({
      path: [...path, 'choices', index],
      message: `Option "${id}" has the choice "${value}" twice`,
    })),
  ];
}

function envFaults(env: Manifest['env'], path: SourcePath): Fault[] {
  return twice(env, ({ name }) => name).map(([index, name]) => ({
    path: [...path, index],
    message: `${name} is declared twice`,
  }));
}

/** Position and name of the items whose name an earlier one has. */
function twice<T>(items: readonly T[], nameOf: (item: T) => string): [number, string][] {
  const names = items.map(nameOf);
  return names.flatMap((name, index): [number, string][] =>
    names.indexOf(name) < index ? [[index, name]] : [],
  );
}
