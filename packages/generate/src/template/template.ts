import type { SourceLocation } from '@plinth/schema/errors';
import type { Layer, Manifest } from '@plinth/schema/manifest';
import { lineAt, type SourceLines, type SourcePath } from './source-lines.ts';

/** What a rendering function of Handlebars needs at run time. */
export interface RenderOptions {
  readonly partials: Readonly<Record<string, RenderText>>;
  /** Handlebars' own frame, handed on to partials so that `@root` stays the whole context. */
  readonly data?: unknown;
}

/**
 * Renders a template's text from the context.
 *
 * @throws PlinthError TEMPLATE_INVALID with the file and line of the text, or of the partial that failed
 */
export type RenderText = (context: object, options: RenderOptions) => string;

export type SourceContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: 'handlebars'; readonly render: RenderText };

/** One file of a template, as a value. */
export interface TemplateSource {
  /** The layer that brings it; null for `files/`, which always applies. */
  readonly layer: string | null;
  /** Where it goes in the project, dotfile names restored, without `.hbs`. */
  readonly path: string;
  /** Its path inside the template, for error texts. */
  readonly file: string;
  readonly executable: boolean;
  readonly content: SourceContent;
}

/** A template as the engine takes it: checked, and free of any disk. */
export interface Template {
  /** As the user named it: id, folder or package. */
  readonly reference: string;
  readonly manifest: Manifest;
  readonly sources: readonly TemplateSource[];
  readonly partials: Readonly<Record<string, RenderText>>;
  /** Exact npm versions that its fragments may ask for, by package name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Where in the manifest each of its entries stands. */
  readonly lines: SourceLines;
  /** Of everything but `reference`, `versions`, `into` and `parts`: the same for the same content. */
  readonly digest: string;
  /** The folder of the project that it is written into, where that is not the project itself. */
  readonly into?: string;
  /** The shared parts that it uses, in order. */
  readonly parts: readonly Template[];
}

export const MANIFEST_FILE = 'template.yaml';

/** Where in the template a source lies. */
export function locate(template: Template, file: string, line?: number): SourceLocation {
  const at = { template: template.manifest.id, file };
  return line === undefined ? at : { ...at, line };
}

/** Where in a template's manifest an entry stands, by the keys that lead to it. */
export function locateEntry(template: Template, ...path: SourcePath): SourceLocation {
  return locate(template, MANIFEST_FILE, lineAt(template.lines, path));
}

/** Keys that lead to a layer, or to the manifest itself, which is the base. */
export function pathOfLayer({ manifest }: Template, layer: Layer | null): SourcePath {
  return layer === null ? [] : ['layers', manifest.layers.indexOf(layer)];
}

/** The path in the project of what a layer, or the base, calls so. */
export function targetPath(layer: Layer | null | undefined, path: string): string {
  return layer?.into === undefined ? path : `${layer.into}/${path}`;
}
