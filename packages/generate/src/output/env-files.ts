import type { SecretFile } from '@plinth/schema/file-tree';
import type { VariableGroup, VariableView } from '../compose/environment.ts';

const HEADER = `# Settings, checked at start. They may stand in .env, which is made from .env.example, or in the environment.
# Lines with a # in front show the default or an example.
`;

/** Stands for a random value in `.env.example`; the project replaces it when it makes its `.env`. */
const GENERATED = '<generated>';

/** A stretch of text, or that many random bytes. */
type Part = SecretFile['parts'][number];

/** The text of `.env.example`: every variable with its purpose, none of them with a secret. */
export function envExample(groups: readonly VariableGroup[]): string {
  return partsOf(groups)
    .map((part) => (typeof part === 'string' ? part : GENERATED))
    .join('');
}

/** `.env`: the example with its random values, or undefined where there are none. */
export function envFile(groups: readonly VariableGroup[]): SecretFile | undefined {
  const parts = partsOf(groups);
  return parts.some((part) => typeof part !== 'string') ? { path: '.env', parts } : undefined;
}

/** Both files, part by part: texts that touch are one. */
function partsOf(groups: readonly VariableGroup[]): Part[] {
  const parts: Part[] = [];
  const loose = groups.flatMap(({ name, variables }, index): Part[] => [
    `${index === 0 ? `${HEADER}\n` : '\n'}# --- ${name} ---\n\n`,
    ...variables.flatMap((variable, place): Part[] => [
      place === 0 ? '' : '\n',
      ...entryOf(variable),
    ]),
  ]);
  for (const part of loose.length > 0 ? loose : [HEADER]) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}

function entryOf(variable: VariableView): Part[] {
  const marks = [
    variable.requiredAlways ? 'required' : '',
    variable.requiredInProduction ? 'required in production' : '',
    variable.scope === 'development' ? 'development only' : '',
    variable.provider === '' ? '' : `from ${variable.provider}`,
  ].filter((mark) => mark !== '');
  const note = marks.length > 0 ? ` (${marks.join('; ')})` : '';
  const about = `# ${variable.about}${note}\n`;
  if (variable.generatedBytes > 0) {
    const start = `${about}${variable.name}=${variable.generatedPrefix}`;
    return [start, { random: variable.generatedBytes }, '\n'];
  }
  const value = variable.example === '' ? String(variable.default) : variable.example;
  return [`${about}# ${variable.name}=${quote(value)}\n`];
}

function quote(value: string): string {
  return /[\s#"']/.test(value) ? JSON.stringify(value) : value;
}
