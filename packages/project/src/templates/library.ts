import type { Template } from '@plinth/generate/template/template';
import type { Manifest } from '@plinth/schema/manifest';

/** What a list of templates shows of one, without loading it. */
export interface TemplateSummary {
  readonly id: string;
  readonly kind: Manifest['kind'];
  readonly title: string;
  readonly about: string;
  readonly version: string;
}

/** The templates that come with the command: a folder in the repository, a compiled set when published. */
export interface TemplateLibrary {
  /** All platforms and services, sorted by id; no parts. */
  list(): Promise<readonly TemplateSummary[]>;
  /** A platform, service or part by id. */
  load(id: string): Promise<Template | undefined>;
  /** The version table that templates without an own one are pinned by. */
  versions(): Promise<Readonly<Record<string, string>>>;
}
