import type { Spec } from '@plinth/schema/spec';
import { invocation, quoteArgument, quoteFolder } from '../cli/invocation.ts';
import { answerArguments } from '../decide/given-answers.ts';
import type { CreateFlags } from './flags.ts';

/** The exact command that makes the same project again. Every option is spelled out. */
export function reproducingCommand(directory: string, spec: Spec, flags: CreateFlags): string {
  const parts: string[] = [];
  if (spec.platform !== null) parts.push('--platform', spec.platform);
  if (spec.service !== null) parts.push('--service', spec.service);
  for (const [id, value] of Object.entries(spec.options)) {
    parts.push('--set', `${id}=${value === true ? 'yes' : value === false ? 'no' : value}`);
  }
  parts.push(...answerArguments(spec.answers ?? {}));
  parts.push('--name', spec.name, '--package-manager', spec.packageManager);
  parts.push(spec.pinNode ? '--pin-node' : '--no-pin-node');
  if (!flags.install) parts.push('--no-install');
  if (!flags.git) parts.push('--no-git');
  const flagged = parts.map((part) => quoteArgument(part));
  return [invocation('create'), quoteFolder(directory), ...flagged].join(' ');
}
