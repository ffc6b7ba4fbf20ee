import type { Versions } from '../compose/gather.ts';
import { isObject, type Json } from './merge-values.ts';

/** A dependency without an entry in the version table. */
export class VersionMissing extends Error {
  readonly dependency: string;
  constructor(dependency: string) {
    super(`No version of "${dependency}" in the version table`);
    this.dependency = dependency;
  }
}

const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
];

/** Order of the fields that every reader looks for first; others follow as they came. */
const FIELD_ORDER = [
  'name',
  'version',
  'description',
  'private',
  'license',
  'type',
  'imports',
  'exports',
  'scripts',
  ...DEPENDENCY_FIELDS,
  'devEngines',
  'engines',
  'packageManager',
];

/** The tables that hold for a fragment give a dependency different versions. */
export class VersionConflict extends Error {
  readonly dependency: string;
  constructor(dependency: string, versions: readonly string[]) {
    super(`Version tables differ on "${dependency}": ${versions.join(' and ')}`);
    this.dependency = dependency;
  }
}

/**
 * Puts the exact version of the tables in the place of each `"catalog:"` of a fragment of a
 * `package.json`, in `devEngines` as well.
 *
 * @throws VersionMissing, VersionConflict
 */
export function pinVersions(fragment: Json, tables: readonly Versions[]): Json {
  if (!isObject(fragment)) return fragment;
  return mapObject(fragment, (field, key) => {
    if (!isObject(field)) return field;
    if (key === 'devEngines') return mapObject(field, (engine) => pinnedEngine(engine, tables));
    if (!DEPENDENCY_FIELDS.includes(key)) return field;
    return mapObject(field, (version, name) =>
      version === 'catalog:' ? versionOf(name, tables) : version,
    );
  });
}

/** `devEngines`: the version of the package manager, or whatever else is named so. */
function pinnedEngine(engine: Json, tables: readonly Versions[]): Json {
  if (!isObject(engine) || engine['version'] !== 'catalog:') return engine;
  const { name } = engine;
  return typeof name === 'string' ? { ...engine, version: versionOf(name, tables) } : engine;
}

function versionOf(name: string, tables: readonly Versions[]): string {
  const found = tables.flatMap((table) => (Object.hasOwn(table, name) ? (table[name] ?? []) : []));
  const [version, ...others] = new Set(found);
  if (version === undefined) throw new VersionMissing(name);
  if (others.length > 0) throw new VersionConflict(name, [version, ...others]);
  return version;
}

/** Finishes a merged `package.json`: dependencies are sorted, fields put in customary order. */
export function finishPackageJson(value: Json): Json {
  if (!isObject(value)) return value;
  const known = FIELD_ORDER.filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !known.includes(key));
  return Object.fromEntries(
    [...known, ...others].map((key) => [key, finishField(key, value[key] ?? null)]),
  );
}

function finishField(key: string, field: Json): Json {
  if (!DEPENDENCY_FIELDS.includes(key) || !isObject(field)) return field;
  return Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function mapObject(
  object: { [key: string]: Json },
  change: (value: Json, key: string) => Json,
): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value, key)]),
  );
}
