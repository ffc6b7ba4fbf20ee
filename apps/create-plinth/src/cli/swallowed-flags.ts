import { PlinthError } from '@plinth/schema/errors';
import { invocation } from './invocation.ts';

/**
 * Flags that npm takes for its own settings where `--` is missing. `--yes` is not among them: there it means
 * npm's own question, and `npx --yes create-plinth …` is right.
 */
const FLAGS = [
  'stack',
  'platform',
  'service',
  'set',
  'spec',
  'answers',
  'answer',
  'name',
  'package-manager',
  'pin-node',
  'dry-run',
  'json',
] as const;
const NEGATED = ['install', 'git', 'pin-node'] as const;

/** Values of npm_config_platform that tools for native modules read, and that a user may have set for them. */
const SYSTEMS = new Set(['aix', 'darwin', 'freebsd', 'linux', 'openbsd', 'sunos', 'win32']);

/**
 * Refuses a run whose flags npm kept for itself: `npm create plinth x --dry-run` would write a project.
 * npm hands them on as `npm_config_*`; of those only npm's own calls and the repository's script are looked at.
 *
 * @throws PlinthError USAGE
 */
export function refuseSwallowedFlags(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const byNpm = ['exec', 'init'].includes(environment['npm_command'] ?? '');
  if (!byNpm && environment['PLINTH_REPOSITORY'] !== '1') return;
  const setting = (flag: string): string | undefined =>
    environment[`npm_config_${flag.replaceAll('-', '_')}`];
  const swallowed = [
    ...FLAGS.filter((flag) => isOn(flag, setting(flag))),
    ...NEGATED.filter((flag) => isOff(setting(flag))).map((flag) => `no-${flag}`),
  ]
    .map((flag) => `--${flag}`)
    // Given to both, on purpose.
    .filter((flag) => !argv.some((given) => given === flag || given.startsWith(`${flag}=`)));
  if (swallowed.length === 0) return;
  throw new PlinthError('USAGE', `npm took ${swallowed.join(', ')} for a setting of its own`, {
    hint: `Put the flags behind "--": ${invocation('create', 'npm')} DIR ${swallowed.join(' ')} …`,
  });
}

function isOn(flag: string, value: string | undefined): boolean {
  if (value === undefined || isOff(value)) return false;
  return flag !== 'platform' || !SYSTEMS.has(value);
}

function isOff(value: string | undefined): boolean {
  return value === '' || value === 'false';
}
