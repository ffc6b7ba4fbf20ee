import type { Candidate } from '@plinth/decide/candidate';
import { composeSpec } from '@plinth/generate/compose/composition';
import { optionTests } from '@plinth/generate/compose/condition';
import { notWired, wiringOf } from '@plinth/generate/compose/wiring';
import type { Template } from '@plinth/generate/template/template';
import type { TemplateLibrary } from '@plinth/project/templates/library';
import type { Answers } from '@plinth/schema/decision/questions';
import type { LayerId, Scaffold } from '@plinth/schema/decision/recommendation';
import type { Wiring } from '@plinth/schema/manifest';
import type { Option, OptionValue } from '@plinth/schema/option';
import { invocation, quoteArgument } from '../cli/invocation.ts';
import { optionsOfAll } from '../create/options.ts';
import type { Stack } from './decision.ts';
import { answerArguments } from './given-answers.ts';

/** The parts of a stack, as a recommendation names them. */
type Parts = Pick<Stack, 'platform' | 'framework'>;

/** A stack by the ids of its templates. */
interface TemplateIds {
  readonly platform: string | null;
  readonly service: string | null;
}

/** An option of a template on which it depends how backend layers are wired. */
export interface LayerOption {
  readonly option: Option;
  readonly layers: readonly LayerId[];
}

/** The templates that come with the command, loaded, so that stacks can be looked at without waiting. */
export interface Buildable {
  /** Whether there is a template for each part of a stack, and they go together. */
  has(stack: Parts): boolean;
  /** How a recommended stack can be generated, or null where a template is missing. */
  scaffold(answers: Answers): (candidate: Candidate) => Scaffold | null;
  /** The options of a stack's templates that change how a backend layer is done. */
  layerOptions(stack: Parts): LayerOption[];
  /** The backend layers that a stack with these options wires; none for a stack without templates. */
  wiring(stack: Parts, options: Readonly<Record<string, OptionValue>>): Wiring[];
}

/** Loads the templates that there are. */
export async function buildableWith(library: TemplateLibrary): Promise<Buildable> {
  const summaries = await library.list();
  const loaded = await Promise.all(summaries.map(({ id }) => library.load(id)));
  const templates = loaded.filter((template) => template !== undefined);
  const find = (kind: Template['manifest']['kind'], id: string | null): Template | null =>
    templates.find(({ manifest }) => manifest.kind === kind && manifest.id === id) ?? null;

  const wiring = (
    { platform, service }: TemplateIds,
    options: Readonly<Record<string, OptionValue>>,
  ): Wiring[] => {
    const chosen = { platform: find('platform', platform), service: find('service', service) };
    const spec = { format: 1, name: 'app', packageManager: 'npm', pinNode: false } as const;
    return wiringOf(composeSpec({ ...spec, platform, service, options }, chosen));
  };

  /** The templates of a stack, or null where one is missing or two do not go together yet. */
  const templatesOf = ({ platform, framework }: Parts): Template[] | null => {
    const found = [
      platform === null ? [] : [find('platform', platform)],
      framework === null ? [] : [find('service', framework)],
    ].flat();
    const templatesFound = found.filter((template) => template !== null);
    const isLonely = found.length > 1 && templatesFound.some(({ manifest }) => manifest.alone);
    return templatesFound.length === found.length && !isLonely ? templatesFound : null;
  };

  return {
    has: (stack) => templatesOf(stack) !== null,
    wiring: (stack, options) =>
      templatesOf(stack)
        ? wiring({ platform: stack.platform, service: stack.framework }, options)
        : [],
    layerOptions: (stack) => layerOptionsOf(templatesOf(stack) ?? []),
    scaffold: (answers) => (candidate) => {
      const parts = templatesOf(candidate);
      if (!parts) return null;
      const { platform, framework: service, layers } = candidate;
      const options = defaultsOf(optionsOfAll(parts));
      return {
        platform,
        service,
        options,
        command: commandFor({ platform, service }, answers),
        notWired: notWired(layers, wiring({ platform, service }, options)),
      };
    },
  };
}

function layerOptionsOf(templates: readonly Template[]): LayerOption[] {
  const wires = templates.flatMap(({ manifest }) => manifest.wires);
  return optionsOfAll(templates).flatMap((option) => {
    const layers = wires
      .filter(({ when }) => optionTests(when, []).some(({ id }) => id === option.id))
      .map(({ layer }) => layer);
    return layers.length === 0 ? [] : [{ option, layers: [...new Set(layers)] }];
  });
}

const defaultsOf = (options: readonly Option[]): Record<string, OptionValue> =>
  Object.fromEntries(options.map((option) => [option.id, option.default]));

/** The command that writes a stack, with the answers that speak for it. */
export function commandFor({ platform, service }: TemplateIds, answers: Answers): string {
  const parts = [
    'my-app',
    ...(platform === null ? [] : ['--platform', platform]),
    ...(service === null ? [] : ['--service', service]),
    ...answerArguments(answers),
  ];
  return [invocation('create'), ...parts.map((part) => quoteArgument(part))].join(' ');
}
