/**
 * Settings of a package manager that are meant for the command that it called, not for the installation in the
 * project. Registry, cache, certificates, proxies and `ignore-scripts` are the user's, and stay.
 */
const OF_THE_CALL = new Set([
  'also',
  'call',
  'dev',
  'dry_run',
  'global',
  'global_prefix',
  'include',
  'include_workspace_root',
  'json',
  'local_prefix',
  'location',
  'long',
  'omit',
  'only',
  'optional',
  'package',
  'package_lock',
  'package_lock_only',
  'parseable',
  'prefix',
  'production',
  'save',
  'save_bundle',
  'save_dev',
  'save_exact',
  'save_optional',
  'save_peer',
  'save_prod',
  'workspace',
  'workspaces',
  'workspaces_update',
  'yes',
]);

/**
 * The environment that dependencies are installed in: as if the user had called the package manager in the
 * project. `NODE_ENV` is left out, since `production` would leave out what the project is built and tested with.
 */
export function installEnvironment(
  environment: Readonly<NodeJS.ProcessEnv>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => {
      const key = name.toLowerCase();
      if (key === 'node_env' || key === 'init_cwd' || key === 'npm_command') return false;
      if (/^npm_(package|lifecycle)_|^npm_(node_)?execpath$/.test(key)) return false;
      const setting = /^(?:npm|pnpm)_config_(.*)$/.exec(key)?.[1];
      return setting === undefined || !OF_THE_CALL.has(setting);
    }),
  );
}
