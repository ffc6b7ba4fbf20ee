import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import type { Layer, Manifest } from '@plinth/schema/manifest';
import { checkBudget } from '../handlebars/budget.ts';
import { compileText, precompileText } from '../handlebars/compile.ts';
import { checkStatements } from '../handlebars/statements.ts';
import { structureOf } from '../merge/structured.ts';
import { checkSyntax } from '../output/check-syntax.ts';
import {
  checkCustomPartials,
  checkFlags,
  checkLayers,
  checkSubstance,
  checkUses,
  checkVerbatim,
  partialsInReach,
} from './check-template.ts';
import { digestOf } from './digest.ts';
import { DOTFILE_NAMES, restoreDotfiles, unknownDotfile } from './dotfiles.ts';
import { mountParts } from './mount.ts';
import { parseManifest } from './parse-manifest.ts';
import { lineAt, type SourcePath } from './source-lines.ts';
import {
  MANIFEST_FILE,
  type RenderText,
  type SourceContent,
  targetPath,
  type Template,
  type TemplateSource,
} from './template.ts';

/** A file of a template as it was read. `text` is absent where the bytes are not UTF-8 text. */
export interface RawFile {
  /** Path inside the template, with forward slashes. */
  readonly file: string;
  readonly text?: string;
  readonly base64?: string;
  readonly executable: boolean;
}

export interface RawTemplate {
  readonly reference: string;
  /** Folder name, for errors before the id is known. */
  readonly name: string;
  readonly manifest: string;
  readonly files: readonly RawFile[];
  readonly versions: Readonly<Record<string, string>>;
  /** Those that the manifest uses, in its order, as each is by itself. */
  readonly parts: readonly Template[];
}

const HANDLEBARS = '.hbs';

/** What is at hand where a file is looked at. */
interface Surroundings {
  readonly manifest: Manifest;
  readonly at: (file: string) => SourceLocation;
  /** Names of the partials that a text may call. */
  readonly callable: ReadonlySet<string>;
}

/**
 * Checks a template that was read from somewhere and makes it a value. Everything that can be wrong
 * without knowing a spec is found here.
 *
 * @throws PlinthError MANIFEST_INVALID, LAYER_INVALID or TEMPLATE_INVALID, each with file and line
 */
export function parseTemplate(raw: RawTemplate): Template {
  const { manifest, lines } = parseManifest(raw.name, raw.manifest);
  const at = (file: string, line = 1) => ({ template: manifest.id, file, line });
  const entry = (...path: SourcePath) => at(MANIFEST_FILE, lineAt(lines, path));
  const ofPartials = raw.files.filter(({ file }) => file.startsWith(PARTIALS));
  checkUses(manifest, raw.parts, entry);
  const names = ofPartials.map(partialName);
  const callable = partialsInReach(manifest, raw.parts, names, entry);
  checkFlags(manifest, raw.parts, entry);
  checkCustomPartials(manifest, callable, entry);
  const sources = raw.files
    .filter(({ file }) => !file.startsWith(PARTIALS))
    .map((file) => sourceOf(file, { manifest, at, callable }));
  sources.sort((a, b) => compare(a.file, b.file));
  const partials = Object.fromEntries(
    ofPartials.map((file): [string, RenderText] => [
      partialName(file),
      handlebarsOf(requirePartial(file, at(file.file)), at(file.file), callable),
    ]),
  );
  checkLayers(manifest, sources, entry);
  checkVerbatim(manifest, sources, entry);
  checkSubstance(manifest, { sources, partials: names, parts: raw.parts }, entry);
  return {
    reference: raw.reference,
    manifest,
    sources,
    partials,
    versions: raw.versions,
    lines,
    digest: contentDigest(raw),
    parts: mountParts(manifest.uses, raw.parts),
  };
}

const PARTIALS = 'partials/';

function sourceOf(file: RawFile, around: Surroundings): TemplateSource {
  const { manifest, at, callable } = around;
  const { layer, inside } = placeOf(file, around);
  const plain = inside.replace(/\.hbs$/, '');
  const path = restoreDotfiles(plain);
  const target = targetPath(layer, path);
  const verbatim = manifest.verbatim.includes(target);
  const odd = verbatim ? undefined : unknownDotfile(plain);
  if (odd !== undefined && !DOTFILE_NAMES.includes(odd)) {
    throw new PlinthError('TEMPLATE_INVALID', `"${odd}" does not become a dotfile`, {
      at: at(file.file),
      hint: `Write the name with its dot, or list the path under "verbatim"; with an underscore are held: ${DOTFILE_NAMES.join(', ')}.`,
    });
  }
  const content = contentOf(file, at(file.file), callable);
  if (content.kind === 'bytes' && structureOf(target)) throw notText(at(file.file), target);
  if (content.kind === 'text' && !verbatim) checkSyntax(target, content.text, at(file.file));
  const { executable } = file;
  return { layer: layer?.name ?? null, path, file: file.file, executable, content };
}

/** The layer of a file, and its path in there. */
function placeOf(
  { file }: RawFile,
  { manifest, at }: Surroundings,
): { layer: Layer | null; inside: string } {
  const [area, second = '', ...rest] = file.split('/');
  if (area !== 'layers') return { layer: null, inside: [second, ...rest].join('/') };
  if (rest.length === 0) {
    throw new PlinthError('LAYER_INVALID', `${file} lies in no layer`, {
      at: at(file),
      hint: 'Files of a layer lie in layers/NAME/.',
    });
  }
  const layer = manifest.layers.find(({ name }) => name === second);
  if (layer) return { layer, inside: rest.join('/') };
  throw new PlinthError('LAYER_INVALID', `Files of a layer "${second}" that is not listed`, {
    at: at(file),
    hint: `List the layer in ${MANIFEST_FILE} or remove its folder.`,
  });
}

function contentOf(
  file: RawFile,
  at: SourceLocation,
  callable: ReadonlySet<string>,
): SourceContent {
  if (file.file.endsWith(HANDLEBARS)) {
    if (file.text === undefined) throw notText(at, 'a file that ends in .hbs');
    return { kind: 'handlebars', render: handlebarsOf(file.text, at, callable) };
  }
  if (file.text !== undefined) return { kind: 'text', text: file.text };
  return { kind: 'bytes', base64: file.base64 ?? '' };
}

function requirePartial(file: RawFile, at: SourceLocation): string {
  if (!file.file.endsWith(HANDLEBARS)) {
    throw new PlinthError('TEMPLATE_INVALID', 'A partial ends in .hbs', {
      at,
      hint: 'Rename it, or move it out of partials/.',
    });
  }
  if (file.text === undefined) throw notText(at, 'a partial');
  return file.text;
}

/** Checks what can be wrong with a text whatever it is rendered with, and compiles it. */
function handlebarsOf(text: string, at: SourceLocation, callable: ReadonlySet<string>): RenderText {
  checkBudget(text, at);
  checkStatements(text, at, callable);
  // Compiling is put off until a text is rendered; unknown helpers are found here.
  precompileText(text, at);
  return compileText(text, at);
}

function notText(at: SourceLocation, what: string): PlinthError {
  return new PlinthError('TEMPLATE_INVALID', `Not UTF-8 text, which ${what} must be`, {
    at,
    hint: 'Save it as UTF-8; other files are copied as they are under another name.',
  });
}

function contentDigest({ manifest, files }: RawTemplate): string {
  const sorted = [...files].sort((a, b) => compare(a.file, b.file));
  return digestOf([
    manifest,
    ...sorted.flatMap(({ file, text, base64, executable }) => [
      file,
      text === undefined ? `bytes ${base64}` : `text ${text}`,
      String(executable),
    ]),
  ]);
}

function partialName({ file }: RawFile): string {
  return file.slice(PARTIALS.length).replace(/\.hbs$/, '');
}

/** Order by code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
