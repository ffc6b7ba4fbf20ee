import { type PrecompiledText, runText } from '@plinth/generate/handlebars/run';
import { mountParts } from '@plinth/generate/template/mount';
import type { RenderText, Template, TemplateSource } from '@plinth/generate/template/template';
import type { SourceLocation } from '@plinth/schema/errors';
import type { TemplateLibrary, TemplateSummary } from '@plinth/project/templates/library';

/** A source as it stands in the bundle. */
export interface PrecompiledSource {
  readonly layer: string | null;
  readonly path: string;
  readonly file: string;
  readonly executable: boolean;
  readonly text?: string;
  readonly base64?: string;
  readonly template?: PrecompiledText;
}

/** A template as it stands in the bundle. */
export interface PrecompiledTemplate {
  readonly manifest: Template['manifest'];
  readonly lines: Template['lines'];
  readonly digest: string;
  readonly parts: readonly string[];
  readonly sources: readonly PrecompiledSource[];
  readonly partials: Readonly<Record<string, PrecompiledText>>;
}

/** What the build writes: a list to show, a loader for each template, and the version table. */
export interface PrecompiledSet {
  readonly summaries: readonly TemplateSummary[];
  readonly versions: Readonly<Record<string, string>>;
  readonly load: Readonly<
    Record<string, () => Promise<{ readonly template: PrecompiledTemplate }>>
  >;
}

/** The templates of the published bundle. Nothing is read from disk, nothing is compiled. */
export function precompiledLibrary(set: PrecompiledSet): TemplateLibrary {
  const load = async (id: string): Promise<Template | undefined> => {
    if (!Object.hasOwn(set.load, id)) return undefined;
    const { template } = (await set.load[id]?.()) ?? {};
    if (!template) return undefined;
    const at = (file: string): SourceLocation => ({ template: template.manifest.id, file });
    const parts = await Promise.all(template.parts.map((part) => load(part)));
    return {
      reference: id,
      manifest: template.manifest,
      lines: template.lines,
      digest: template.digest,
      versions: set.versions,
      sources: template.sources.map((source) => sourceOf(source, at)),
      partials: Object.fromEntries(
        Object.entries(template.partials).map(([name, text]): [string, RenderText] => [
          name,
          runText(text, at(`partials/${name}.hbs`)),
        ]),
      ),
      parts: mountParts(
        template.manifest.uses,
        parts.filter((part) => part !== undefined),
      ),
    };
  };
  return {
    list: () => Promise.resolve(set.summaries),
    versions: () => Promise.resolve(set.versions),
    load,
  };
}

function sourceOf(source: PrecompiledSource, at: (file: string) => SourceLocation): TemplateSource {
  const { layer, path, file, executable, text, base64, template } = source;
  const place = { layer, path, file, executable };
  if (template)
    return { ...place, content: { kind: 'handlebars', render: runText(template, at(file)) } };
  if (base64 !== undefined) return { ...place, content: { kind: 'bytes', base64 } };
  return { ...place, content: { kind: 'text', text: text ?? '' } };
}
