import type { Decision, LayerId, Layers } from '@plinth/schema/decision/recommendation';
import type { Candidate } from './candidate.ts';
import { FRAMEWORK_STEPS, PLATFORM_STEPS } from './knowledge/handoff/install.ts';
import { WIRING } from './knowledge/handoff/wiring.ts';
import { type Option, optionId, optionName } from './knowledge/options.ts';
import { FACTS_AS_OF } from './knowledge/sources.ts';

/** What a person does by hand where nothing generates the recommended stack. */
export interface Handoff {
  readonly title: string;
  readonly install: readonly string[];
  readonly before: readonly string[];
  readonly wire: readonly {
    readonly layer: LayerId;
    readonly choice: string;
    readonly how: string;
  }[];
}

/** The hand-off of an option with its layers. */
export function handoff(candidate: Pick<Candidate, keyof Option | 'layers'>): Handoff {
  const { platform, framework, layers } = candidate;
  const steps = [
    ...(platform ? [PLATFORM_STEPS[platform]] : []),
    ...(framework ? [FRAMEWORK_STEPS[framework]] : []),
  ];
  return {
    title: optionName(candidate),
    install: steps.flatMap(({ install }) => install),
    before: steps.flatMap(({ before }) => before),
    wire: wiring(layers),
  };
}

const wiring = (layers: Layers): Handoff['wire'] =>
  (Object.entries(layers) as [LayerId, Layers[LayerId]][]).flatMap(([layer, chosen]) => {
    const how = chosen && WIRING[layer][chosen.kind];
    return how ? [{ layer, choice: chosen.choice, how }] : [];
  });

/** The hand-off of a decision as a Markdown page, with what to watch and what can be generated instead. */
export function handoffPage(decision: Decision): string {
  const { title, install, before, wire } = handoff(decision.recommendation as Candidate);
  const { nearest, watchFor } = decision;
  return [
    `# ${title}: by hand`,
    '',
    `Plinth has no template for this stack yet. This is what it takes (commands as their makers give them, state of ${FACTS_AS_OF}; not run by Plinth).`,
    ...section('Install', install.map(bullet)),
    ...section('Before the first feature', before.map(bullet)),
    ...section(
      'Wire, layer by layer',
      wire.map(({ layer, choice, how }) => bullet(`**${layer}**, ${choice}: ${how}`)),
    ),
    ...section(
      'Watch',
      watchFor.map(({ text }) => bullet(text)),
    ),
    ...section('What can be generated today', nearestLines(nearest)),
    '',
  ].join('\n');
}

const bullet = (text: string): string => `- ${text}`;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];

function nearestLines(nearest: Decision['nearest']): readonly string[] {
  if (!nearest) return ['Nothing that is near: no template fits.'];
  const option = nearest as Candidate;
  const against = nearest.breaks.map(({ rule }) => rule).join(', ');
  return [
    `${optionName(option)} (\`${optionId(option)}\`): \`${nearest.scaffold.command}\``,
    ...(against ? ['', `It goes against what you asked for: ${against}.`] : []),
  ];
}
