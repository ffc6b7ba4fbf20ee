import type { PackageManager } from '@plinth/schema/spec';

/** The commands of a package manager, as texts and workflows print them. */
export interface PackageManagerView {
  readonly name: PackageManager;
  /** Exact version from the version table; empty for npm, which comes with Node. */
  readonly version: string;
  readonly lockfile: string;
  readonly install: string;
  readonly installFrozen: string;
  readonly installProduction: string;
  /** Runs a script: `npm run` or `pnpm`. */
  readonly run: string;
  /** Put before the arguments of a script. */
  readonly separator: string;
  readonly exec: string;
}

const VIEWS: Record<PackageManager, Omit<PackageManagerView, 'version'>> = {
  npm: {
    name: 'npm',
    lockfile: 'package-lock.json',
    install: 'npm install',
    installFrozen: 'npm ci',
    installProduction: 'npm ci --omit=dev',
    run: 'npm run',
    separator: '-- ',
    exec: 'npx',
  },
  pnpm: {
    name: 'pnpm',
    lockfile: 'pnpm-lock.yaml',
    install: 'pnpm install',
    installFrozen: 'pnpm install --frozen-lockfile',
    installProduction: 'pnpm install --frozen-lockfile --prod',
    run: 'pnpm',
    separator: '',
    exec: 'pnpm exec',
  },
};

export function packageManagerView(
  name: PackageManager,
  versions: Readonly<Record<string, string>>,
): PackageManagerView {
  return { ...VIEWS[name], version: name === 'npm' ? '' : (versions[name] ?? '') };
}
