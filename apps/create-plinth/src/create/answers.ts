import { checkTarget } from '@plinth/project/apply/check-target';
import { checkPackageName, derivePackageName, resolveTarget } from '@plinth/project/names';
import { detectPackageManager } from '@plinth/project/package-manager/detect';
import type { TemplateLibrary } from '@plinth/project/templates/library';
import { resolveTemplate } from '@plinth/project/templates/resolve';
import type { Chosen } from '@plinth/generate/compose/composition';
import { resolveOptions } from '@plinth/generate/compose/options';
import type { Template } from '@plinth/generate/template/template';
import { PlinthError } from '@plinth/schema/errors';
import type { OptionValue } from '@plinth/schema/option';
import type { Spec } from '@plinth/schema/spec';
import { isGiven } from '../decide/given-answers.ts';
import { isOlder } from '../cli/node-version.ts';
import { askOption } from './ask-option.ts';
import type { Asker } from './asker.ts';
import type { CreateFlags } from './flags.ts';
import { optionsOfAll } from './options.ts';

/** Everything that a creation depends on. */
export interface Answers {
  /** As the user wrote it. */
  readonly directory: string;
  /** Absolute. */
  readonly target: string;
  /** The same with symbolic links resolved. */
  readonly place: string;
  readonly spec: Spec;
  readonly chosen: Chosen;
}

export interface AnswerSources {
  readonly flags: CreateFlags;
  readonly library: TemplateLibrary;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Version of the Node that the project will run on. */
  readonly machineNode: string;
  /** Absent where nobody can or shall be asked. */
  readonly asker: Asker | undefined;
}

/**
 * Gathers the answers: from flags or a spec file, then by asking, then from defaults.
 *
 * @returns null where a person looked at the recommendation, and wants no project now
 * @throws PlinthError ANSWER_MISSING with the flag that gives it, and whatever is wrong with an answer
 */
export async function gatherAnswers(sources: AnswerSources): Promise<Answers | null> {
  const directory = await directoryOf(sources);
  const target = resolveTarget(directory, sources.cwd);
  // Before anything is asked, so that no answers are given in vain.
  const { path: place } = checkTarget(target);
  const given = await specOf(sources, directory, target);
  if (given === null) return null;
  const chosen = await findTemplates(sources, given);
  checkKinds(chosen);
  const options = await askOptions(sources, chosen, given.options);
  const pinNode = await pinOf(sources, chosen, given.pinNode);
  return { directory, target, place, chosen, spec: { ...given, options, pinNode } };
}

async function directoryOf({ flags, asker, cwd }: AnswerSources): Promise<string> {
  if (flags.directory !== undefined) return flags.directory;
  if (!asker) throw missing('where to write the project', 'DIR as the first argument');
  return asker.text({
    message: 'Where shall the project be written?',
    placeholder: './my-app',
    validate: (answer) =>
      reasonAgainst(() => {
        const target = resolveTarget(answer, cwd);
        checkTarget(target);
        if (flags.name === undefined) derivePackageName(answer, target);
      }),
  });
}

function reasonAgainst(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof PlinthError) return error.message;
    throw error;
  }
}

async function specOf(
  sources: AnswerSources,
  directory: string,
  target: string,
): Promise<Spec | null> {
  const { flags, environment } = sources;
  const packageManager = flags.packageManager ?? detectPackageManager(environment);
  if (flags.specFile !== undefined) {
    // Schemas are loaded for spec files only.
    const { readSpecFile } = await import('./spec-file.ts');
    const spec = readSpecFile(flags.specFile, packageManager);
    return {
      ...spec,
      name: checkPackageName(spec.name),
      packageManager: flags.packageManager ?? spec.packageManager,
    };
  }
  const name =
    flags.name === undefined ? derivePackageName(directory, target) : checkPackageName(flags.name);
  const stack = await stackOf(sources);
  if (stack === null) return null;
  const { options = {}, platform, service, answers } = stack;
  return {
    format: 1,
    name,
    platform,
    service,
    options: { ...options, ...flags.options },
    packageManager,
    pinNode: false,
    ...(answers && { answers }),
  };
}

/** A stack as it was named, or as it was decided; null where a person wants none. */
async function stackOf(
  sources: AnswerSources,
): Promise<
  (Pick<Spec, 'platform' | 'service' | 'answers'> & Partial<Pick<Spec, 'options'>>) | null
> {
  const { flags, library, cwd } = sources;
  const named = await namedStack(flags, { library, cwd });
  if (named && !isGiven(flags.answers)) return named;
  // The decision is loaded by those who want one.
  const { decidedStack, explainedStack } = await import('./decided-stack.ts');
  return named ? explainedStack(sources, named) : decidedStack(sources);
}

async function namedStack(
  { platform, service, stack }: CreateFlags,
  from: { readonly library: TemplateLibrary; readonly cwd: string },
): Promise<Pick<Spec, 'platform' | 'service'> | null> {
  if (platform !== undefined || service !== undefined) {
    return { platform: platform ?? null, service: service ?? null };
  }
  if (stack === undefined) return null;
  const { kind } = (await resolveTemplate(stack, from)).manifest;
  return kind === 'platform'
    ? { platform: stack, service: null }
    : { platform: null, service: stack };
}

async function findTemplates(
  { library, cwd }: AnswerSources,
  { platform, service }: Pick<Spec, 'platform' | 'service'>,
): Promise<Chosen> {
  const find = (reference: string | null): Promise<Template | null> =>
    reference === null ? Promise.resolve(null) : resolveTemplate(reference, { library, cwd });
  return { platform: await find(platform), service: await find(service) };
}

function checkKinds(chosen: Chosen): void {
  for (const role of ['platform', 'service'] as const) {
    const manifest = chosen[role]?.manifest;
    if (!manifest || manifest.kind === role) continue;
    throw new PlinthError('USAGE', `"${manifest.id}" is a ${manifest.kind}, not a ${role}`, {
      hint:
        manifest.kind === 'part'
          ? 'Parts are never chosen alone.'
          : `Give it as --${manifest.kind}.`,
    });
  }
}

async function askOptions(
  { asker }: AnswerSources,
  chosen: Chosen,
  given: Readonly<Record<string, OptionValue>>,
): Promise<Record<string, OptionValue>> {
  const known = optionsOfAll(
    [chosen.platform, chosen.service].filter((template) => template !== null),
  );
  resolveOptions(known, given);
  const options: Record<string, OptionValue> = { ...given };
  if (!asker) return options;
  for (const option of known) {
    if (!Object.hasOwn(given, option.id)) options[option.id] = await askOption(asker, option);
  }
  return options;
}

async function pinOf(
  { flags, asker, machineNode }: AnswerSources,
  chosen: Chosen,
  given: boolean,
): Promise<boolean> {
  if (flags.pinNode !== undefined) return flags.pinNode;
  if (given) return true;
  const needed = [chosen.platform, chosen.service]
    .map((template) => template?.manifest.node)
    .find((minimum) => minimum !== undefined && isOlder(machineNode, minimum));
  if (needed === undefined) return false;
  if (flags.yes) return true;
  const message = `The project needs Node ${needed}; this machine has ${machineNode}`;
  if (asker) {
    return asker.confirm(`${message}. Add Node as a development dependency?`, true);
  }
  throw new PlinthError('ANSWER_MISSING', message, {
    hint: 'Give --pin-node to add Node as a development dependency, or --no-pin-node.',
  });
}

function missing(what: string, flag: string): PlinthError {
  return new PlinthError('ANSWER_MISSING', `Missing: ${what}`, {
    hint: `There is no terminal to ask in, or --yes was given: give ${flag}.`,
  });
}
