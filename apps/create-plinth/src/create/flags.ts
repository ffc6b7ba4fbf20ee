import type { OptionValue } from '@plinth/schema/option';
import { PlinthError } from '@plinth/schema/errors';
import type { PackageManager } from '@plinth/schema/spec';
import { didYouMean } from '@plinth/schema/nearest';
import { parseArguments } from '../cli/arguments.ts';
import { ANSWER_OPTIONS, type GivenAnswers, givenAnswers } from '../decide/given-answers.ts';

/** What the arguments of `create` say; undefined where they say nothing. */
export interface CreateFlags {
  readonly directory: string | undefined;
  readonly stack: string | undefined;
  readonly platform: string | undefined;
  readonly service: string | undefined;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly specFile: string | undefined;
  /** Answers to the questions of the decision. */
  readonly answers: GivenAnswers;
  readonly name: string | undefined;
  readonly packageManager: PackageManager | undefined;
  readonly pinNode: boolean | undefined;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly install: boolean;
  readonly git: boolean;
}

const OPTIONS = {
  stack: { type: 'string' },
  platform: { type: 'string' },
  service: { type: 'string' },
  set: { type: 'string', multiple: true },
  spec: { type: 'string' },
  ...ANSWER_OPTIONS,
  name: { type: 'string' },
  'package-manager': { type: 'string' },
  'pin-node': { type: 'boolean' },
  'no-pin-node': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  'no-install': { type: 'boolean' },
  'no-git': { type: 'boolean' },
} as const;

const PACKAGE_MANAGERS: readonly PackageManager[] = ['pnpm', 'npm'];

/** @throws PlinthError USAGE */
export function parseCreateFlags(argv: readonly string[]): CreateFlags {
  const { values, positionals } = parseArguments(argv, OPTIONS, {
    positionals: 1,
    help: '--help',
  });
  const { stack, platform, service, spec } = values;
  refuseBoth('stack', stack, 'platform', platform);
  refuseBoth('stack', stack, 'service', service);
  for (const [flag, value] of Object.entries({
    stack,
    platform,
    service,
    set: values.set,
    name: values.name,
    answers: values.answers,
    answer: values.answer,
  })) {
    refuseBoth('spec', spec, flag, value);
  }
  refuseBoth('pin-node', values['pin-node'], 'no-pin-node', values['no-pin-node']);
  return {
    directory: positionals[0],
    stack,
    platform,
    service,
    options: parseSettings(values.set ?? []),
    specFile: spec,
    answers: givenAnswers(values),
    name: values.name,
    packageManager: parsePackageManager(values['package-manager']),
    pinNode: values['pin-node'] ? true : values['no-pin-node'] ? false : undefined,
    yes: values.yes ?? false,
    dryRun: values['dry-run'] ?? false,
    json: values.json ?? false,
    install: !values['no-install'],
    git: !values['no-git'],
  };
}

function refuseBoth(one: string, a: unknown, other: string, b: unknown): void {
  if (a === undefined || b === undefined) return;
  throw new PlinthError('USAGE', `--${one} and --${other} cannot be given together`, {
    hint: 'Leave one of them out.',
  });
}

function parseSettings(settings: readonly string[]): Record<string, OptionValue> {
  // A map: an id may be one that an object has by itself, as `__proto__`.
  const options = new Map<string, OptionValue>();
  for (const setting of settings) {
    const [, id, value] = /^([^=]+)=(.*)$/.exec(setting) ?? [];
    if (id === undefined || value === undefined) {
      throw new PlinthError('USAGE', `--set ${JSON.stringify(setting)} is not OPTION=VALUE`, {
        hint: 'For example --set ci=none.',
      });
    }
    if (options.has(id) && options.get(id) !== value) {
      throw new PlinthError('USAGE', `--set gives ${id} two values`, { hint: 'Give it once.' });
    }
    options.set(id, value);
  }
  return Object.fromEntries(options);
}

function parsePackageManager(value: string | undefined): PackageManager | undefined {
  if (value === undefined) return undefined;
  const known = PACKAGE_MANAGERS.find((each) => each === value);
  if (known) return known;
  throw new PlinthError(
    'USAGE',
    `--package-manager does not take "${value}"${didYouMean(value, PACKAGE_MANAGERS)}`,
    { hint: `Give one of: ${PACKAGE_MANAGERS.join(', ')}.` },
  );
}
