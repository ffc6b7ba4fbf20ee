import type { PackageManager } from '@plinth/schema/spec';

/**
 * The package manager that called, by the user agent that every one of them sets for its children;
 * npm where nothing is known or the caller is another one.
 */
export function detectPackageManager(
  environment: Readonly<Record<string, string | undefined>>,
): PackageManager {
  return environment['npm_config_user_agent']?.startsWith('pnpm/') ? 'pnpm' : 'npm';
}
