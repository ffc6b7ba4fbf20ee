import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './playground.ts';

/** The published form of the command, as `npm` packs and installs it. */
export interface Published {
  /** The folder of the installed package. */
  readonly folder: string;
  /** The file that `create-plinth` starts. */
  readonly entry: string;
  /** Packages that were installed, with their size in bytes. */
  readonly packages: readonly { readonly name: string; readonly bytes: number }[];
}

/** Builds, packs and installs the command into an empty folder. The installation has no registry to ask. */
export function installPublished(at: string): Published {
  const app = path.join(ROOT, 'apps', 'create-plinth');
  const run = (file: string, parameters: readonly string[], cwd: string): string =>
    execFileSync(file, parameters, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        npm_config_registry: 'http://127.0.0.1:9',
        npm_config_loglevel: 'error',
      },
    });
  execFileSync(process.execPath, ['build.ts'], { cwd: app, stdio: ['ignore', 2, 2] });
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', at], app)) as {
    filename: string;
  }[];
  const tarball = path.join(at, packed?.filename ?? '');
  const home = path.join(at, 'installed');
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'package.json'), '{"private":true}');
  run('npm', ['install', '--no-audit', '--no-fund', '--offline', tarball], home);
  const folder = path.join(home, 'node_modules', 'create-plinth');
  return {
    folder,
    entry: path.join(folder, 'dist', 'create-plinth.mjs'),
    packages: installedPackages(path.join(home, 'node_modules')),
  };
}

function installedPackages(folder: string): { name: string; bytes: number }[] {
  return fs
    .readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? fs.readdirSync(path.join(folder, name)).map((each) => `${name}/${each}`)
        : [name],
    )
    .map((name) => ({ name, bytes: folderSize(path.join(folder, name)) }));
}

function folderSize(folder: string): number {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
