import { INTERNAL_EXIT_CODE, PlinthError } from '@plinth/schema/errors';
import { sayError, sayJson } from '../ui/output.ts';
import { style } from '../ui/style.ts';
import type { Program } from './main.ts';
import { version } from './version.ts';

/**
 * Prints an error: for people to standard error, one line of cause and one of what to do; with
 * `--json` as one object on standard output.
 */
export function reportError(
  error: unknown,
  { json, program }: { readonly json: boolean; readonly program: Program },
): void {
  if (json) {
    sayJson({ ok: false, error: asJson(error) });
    return;
  }
  const lines = error instanceof PlinthError ? expected(error) : defect(error, program);
  sayError(lines.join('\n'));
}

function expected(error: PlinthError): string[] {
  if (error.code === 'INTERRUPTED') {
    return ['', style('yellow', error.message, process.stderr), error.hint];
  }
  const detail = typeof error.cause === 'string' && error.cause !== '' ? ['', error.cause, ''] : [];
  return [
    ...detail,
    `${style('red', `Error ${error.code}`, process.stderr)}  ${error.message}`,
    `${style('dim', 'What to do:', process.stderr)} ${error.hint}`,
  ];
}

function defect(error: unknown, program: Program): string[] {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    style('red', 'This is a defect of Plinth, not of what you entered.', process.stderr),
    `${program} ${version()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    withoutFolder(stack),
    'Please report it with these lines.',
  ];
}

/** The text without the folder that the command was called in, which is nobody else's business. */
function withoutFolder(stack: string): string {
  try {
    return stack.replaceAll(process.cwd(), '.');
  } catch {
    return stack;
  }
}

function asJson(error: unknown): object {
  if (error instanceof PlinthError) return { ...error.toJSON(), exitCode: error.exitCode };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'DEFECT', message, hint: 'Please report it.', exitCode: INTERNAL_EXIT_CODE };
}
