import type { Variable } from '@plinth/schema/variable';
import { PlinthError } from '@plinth/schema/errors';
import { locateEntry, pathOfLayer } from '../template/template.ts';
import type { Composition } from './composition.ts';

/** A variable as templates see it: every key is there, so that strict rendering can ask for it. */
export interface VariableView {
  readonly name: string;
  readonly about: string;
  readonly group: string;
  readonly scope: string;
  readonly type: string;
  /** Name of the partial that writes its check. */
  readonly partial: string;
  readonly secret: boolean;
  readonly developmentOnly: boolean;
  readonly requiredAlways: boolean;
  readonly requiredInProduction: boolean;
  readonly optional: boolean;
  readonly hasDefault: boolean;
  readonly default: string | number | boolean;
  readonly values: readonly string[];
  readonly protocols: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly minLength: number;
  /** Bytes of the generated value; 0 where none is generated. */
  readonly generatedBytes: number;
  /** What stands before the generated part. */
  readonly generatedPrefix: string;
  readonly example: string;
  readonly provider: string;
  readonly usedBy: string;
  /** Whether a process of the service reads it, so that its start checks it. */
  readonly checked: boolean;
  /** For a table: `yes`, `in production` or `no`. */
  readonly requiredText: string;
  /** For a table: what holds without a value. */
  readonly defaultText: string;
}

export interface VariableGroup {
  readonly name: string;
  readonly variables: readonly VariableView[];
}

/**
 * All variables of the composition, grouped by their heading in the order of first mention. A
 * variable that several templates declare alike stands once.
 *
 * @throws PlinthError MANIFEST_INVALID where two templates declare one variable differently
 */
export function variableGroups(composition: Composition): VariableGroup[] {
  const seen = new Map<string, string>();
  const groups = new Map<string, VariableView[]>();
  for (const { template, layer } of composition.steps) {
    const declared = layer ? layer.env : template.manifest.env;
    for (const [index, variable] of declared.entries()) {
      const declaration = JSON.stringify(variable);
      const known = seen.get(variable.name);
      if (known === declaration) continue;
      if (known !== undefined) {
        throw new PlinthError(
          'MANIFEST_INVALID',
          `${variable.name} is declared twice, differently`,
          {
            at: locateEntry(template, ...pathOfLayer(template, layer), 'env', index),
            hint: 'Declare a variable in one place, or alike.',
          },
        );
      }
      seen.set(variable.name, declaration);
      const group = groups.get(variable.group) ?? [];
      group.push(viewOf(variable));
      groups.set(variable.group, group);
    }
  }
  return [...groups].map(([name, variables]) => ({ name, variables }));
}

const REQUIRED_TEXT = { always: 'yes', production: 'in production', never: 'no' } as const;

function viewOf(variable: Variable): VariableView {
  const { type, required } = variable;
  const generatedBytes = 'generate' in variable ? (variable.generate?.bytes ?? 0) : 0;
  const hasDefault = variable.default !== undefined;
  return {
    name: variable.name,
    about: variable.about,
    group: variable.group,
    scope: variable.scope,
    type,
    partial: type === 'custom' ? variable.partial : `env-${type}`,
    secret: variable.secret,
    developmentOnly: variable.scope === 'development',
    requiredAlways: required === 'always',
    requiredInProduction: required === 'production',
    optional: required !== 'always' && !hasDefault,
    hasDefault,
    default: variable.default ?? '',
    values: type === 'enum' ? variable.values : [],
    protocols: type === 'url' ? variable.protocols : [],
    min: type === 'integer' ? variable.min : 0,
    max: type === 'integer' ? variable.max : 0,
    minLength: type === 'string' ? (variable.minLength ?? 0) : 0,
    generatedBytes,
    generatedPrefix: 'generate' in variable ? (variable.generate?.prefix ?? '') : '',
    example: variable.example ?? '',
    provider: variable.provider ?? '',
    usedBy: variable.usedBy.join(', '),
    checked: variable.usedBy.some((process) => process !== 'tools'),
    requiredText: REQUIRED_TEXT[required],
    defaultText: defaultText(variable, generatedBytes),
  };
}

function defaultText(variable: Variable, generatedBytes: number): string {
  if (variable.fallback !== undefined) return variable.fallback;
  if (generatedBytes > 0) return 'generated into `.env`';
  if (variable.default === undefined || variable.default === '') return '';
  return `\`${variable.default}\``;
}
