import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ProjectConfig } from '../../config/config-file.ts';

export interface EdgeFunction {
  name: string;
  entrypoint: string;
  /** Its deno.json or import map, if it has one. */
  configFile: string | undefined;
  verifyJwt: boolean;
}

/** The function of a name, as config.toml and the folder have it; undefined for a name that is none. */
export function findFunction(
  name: string,
  directory: string,
  settings: ProjectConfig['functions'],
): EdgeFunction | undefined {
  if (!/^[a-z0-9][a-z0-9_-]*$/i.test(name)) return undefined;
  const own = settings[name];
  const folder = join(directory, 'functions');
  const entrypoint = own?.entrypoint
    ? resolve(directory, own.entrypoint)
    : join(folder, name, 'index.ts');
  if (own?.enabled === false || !existsSync(entrypoint)) return undefined;
  const candidates = [
    own?.import_map && resolve(directory, own.import_map),
    join(folder, name, 'deno.json'),
    join(folder, 'deno.json'),
  ];
  const configFile = candidates.find((file) => file && existsSync(file));
  return {
    name,
    entrypoint,
    configFile: configFile || undefined,
    verifyJwt: own?.verify_jwt ?? true,
  };
}
