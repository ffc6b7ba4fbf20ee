import { describe, expect, it } from 'vitest';
import { refuseSwallowedFlags } from './swallowed-flags.ts';

// As npm 11 sets them, seen with `npm create x --dry-run` and so on.
const BY_NPM = { npm_command: 'init' };

describe('a flag that npm kept for itself', () => {
  it.each([
    ['--dry-run', { npm_config_dry_run: 'true' }],
    ['--json', { npm_config_json: 'true' }],
    ['--stack', { npm_config_stack: 'true' }],
    ['--stack', { npm_config_stack: 'some' }],
    ['--package-manager', { npm_config_package_manager: 'true' }],
    ['--platform', { npm_config_platform: 'true' }],
    ['--no-install', { npm_config_install: '' }],
    ['--no-git', { npm_config_git: 'false' }],
    ['--pin-node', { npm_config_pin_node: 'true' }],
    ['--no-pin-node', { npm_config_pin_node: '' }],
  ])('%s is named, with the -- that is missing', (flag, environment) => {
    for (const caller of [BY_NPM, { npm_command: 'exec' }, { PLINTH_REPOSITORY: '1' }]) {
      expect(() => {
        refuseSwallowedFlags(['x'], { ...environment, ...caller });
      }).toThrow(
        expect.objectContaining({
          code: 'USAGE',
          message: `npm took ${flag} for a setting of its own`,
          hint: expect.stringContaining(`-- DIR ${flag}`) as string,
        }),
      );
    }
  });

  it.each([
    ['npx --yes', { ...BY_NPM, npm_config_yes: 'true' }],
    ['a flag for both', { ...BY_NPM, npm_config_json: 'true' }],
    ['a system for native modules', { ...BY_NPM, npm_config_platform: 'linux' }],
    ['the path of git', { ...BY_NPM, npm_config_git: '/usr/bin/git' }],
    ['a script that calls the command', { npm_command: 'run', npm_config_json: 'true' }],
    ['no npm', { npm_config_dry_run: 'true' }],
    ["the repository's script", { PLINTH_REPOSITORY: '1' }],
  ])('%s is none', (_, environment) => {
    refuseSwallowedFlags(['x', '--json'], environment);
  });
});
