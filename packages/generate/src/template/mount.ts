import type { Manifest, Use } from '@plinth/schema/manifest';
import type { Template } from './template.ts';

/** The parts that a manifest uses, in its order, each in the folder that the manifest wants it in. */
export function mountParts(uses: readonly Use[], parts: readonly Template[]): readonly Template[] {
  return parts.map((part, index) => {
    const into = uses[index]?.into;
    return into === undefined ? part : mount(part, into);
  });
}

/** A template whose paths in the project, those of its manifest too, all lie in a folder; so for the parts below it. */
function mount(template: Template, into: string): Template {
  const below = (path: string): string => `${into}/${path}`;
  const { manifest } = template;
  const intoLayer = new Set(
    manifest.layers.filter((layer) => layer.into !== undefined).map(({ name }) => name),
  );
  return {
    ...template,
    into: template.into === undefined ? into : below(template.into),
    manifest: mountedManifest(manifest, below),
    // Where its layer has a folder of its own, that one is mounted.
    sources: template.sources.map((source) =>
      source.layer !== null && intoLayer.has(source.layer)
        ? source
        : { ...source, path: below(source.path) },
    ),
    parts: template.parts.map((part) => mount(part, into)),
  };
}

function mountedManifest(manifest: Manifest, below: (path: string) => string): Manifest {
  return {
    ...manifest,
    values: manifest.values.map((value) => ({ ...value, file: below(value.file) })),
    verbatim: manifest.verbatim.map(below),
    layers: manifest.layers.map(({ into, overrides, ...layer }) => ({
      ...layer,
      ...(into === undefined ? {} : { into: below(into) }),
      overrides: overrides.map(below),
    })),
  };
}
