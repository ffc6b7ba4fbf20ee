import type { PackageManager } from '@plinth/schema/spec';
import { version } from './version.ts';

/**
 * How the caller can run a command again: through the repository's scripts, or through the package
 * manager that called, at this version.
 */
export function invocation(command: 'create', packageManager?: PackageManager): string {
  if (process.env['PLINTH_REPOSITORY'] === '1') return `npm run ${command} --`;
  const called = process.env['npm_config_user_agent']?.startsWith('pnpm/') ? 'pnpm' : 'npm';
  return (packageManager ?? called) === 'pnpm'
    ? `pnpm create plinth@${version()}`
    : `npm create plinth@${version()} --`;
}

/** How the caller can run a command of `plinth` again, as `invocation` does. */
export function plinthInvocation(command: string): string {
  if (process.env['PLINTH_REPOSITORY'] === '1') return `npm run plinth -- ${command}`;
  return process.env['npm_config_user_agent']?.startsWith('pnpm/')
    ? `pnpm --package=create-plinth@${version()} dlx plinth ${command}`
    : `npx -p create-plinth@${version()} plinth ${command}`;
}

/**
 * An argument as the shell of the system takes it, for printing: a POSIX shell, or on Windows both cmd.exe and
 * PowerShell as far as they agree. Nothing printed is ever run by Plinth.
 */
export function quoteArgument(
  argument: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') {
    // No name of a file there has a double quote in it.
    return /^[A-Za-z0-9_+=:./\\-]+$/.test(argument) ? argument : `"${argument}"`;
  }
  return /^[A-Za-z0-9@%_+=:,./-]+$/.test(argument)
    ? argument
    : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

/** The path of a folder, quoted, such that no command takes it for a flag: `-x` → `./-x`. */
export function quoteFolder(folder: string, platform?: NodeJS.Platform): string {
  return quoteArgument(folder.startsWith('-') ? `./${folder}` : folder, platform);
}
