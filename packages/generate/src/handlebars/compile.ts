import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import Handlebars from 'handlebars';
import type { RenderText } from '../template/template.ts';
import { addChecks, CHECKS, checksFor } from './checked.ts';
import { locateFailures } from './failure.ts';
import { HELPERS } from './helpers.ts';
import { COMPILE_OPTIONS, makeStrict } from './strict.ts';

const options = {
  ...COMPILE_OPTIONS,
  knownHelpers: {
    ...Object.fromEntries([...Object.keys(HELPERS), ...CHECKS].map((name) => [name, true])),
    // Built in, but it prints on standard output instead of giving text.
    log: false,
  },
} as unknown as CompileOptions;

/**
 * Compiles a template's text.
 *
 * @throws PlinthError TEMPLATE_INVALID with the line of a syntax error or an unknown helper
 */
export function compileText(text: string, at: SourceLocation): RenderText {
  const program = parseChecked(text, at);
  const template = guard(at, () => Handlebars.compile(program, options));
  return locateFailures(
    (context, { partials, data }) =>
      template(context, {
        helpers: { ...HELPERS, ...checksFor(partials) },
        partials: partials as Record<string, Handlebars.TemplateDelegate>,
        data,
      }),
    at,
  );
}

/** The same as `compileText`, as the source of a JavaScript object for `runText`. */
export function precompileText(text: string, at: SourceLocation): string {
  const program = parseChecked(text, at);
  return guard(at, () => Handlebars.precompile(program, options) as unknown as string);
}

/** Parses a template's text into its strict syntax tree. */
export function parseText(text: string, at: SourceLocation): hbs.AST.Program {
  const program = guard(at, () => Handlebars.parse(text));
  makeStrict(program.body);
  return program;
}

function parseChecked(text: string, at: SourceLocation): hbs.AST.Program {
  const program = parseText(text, at);
  addChecks(program.body);
  return program;
}

function guard<T>(at: SourceLocation, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const { line, message } = readHandlebarsError(cause);
    throw new PlinthError('TEMPLATE_INVALID', message, {
      at: { ...at, line: line ?? 1 },
      hint: 'Correct the template; only variables, #if, #unless, #each, #with, lookup, json, join, grouped and partials are known.',
      cause,
    });
  }
}

/** Line and one-line message of an error that Handlebars threw. */
export function readHandlebarsError(cause: unknown): { line?: number; message: string } {
  const text = cause instanceof Error ? cause.message : String(cause);
  const parse = /^Parse error on line (\d+):/.exec(text);
  if (parse) {
    const expecting = text.split('\n').at(-1) ?? '';
    return { line: Number(parse[1]), message: `Syntax error: ${expecting}` };
  }
  const line = (cause as { lineNumber?: unknown }).lineNumber;
  const helper = /unknown helper (\S+)/.exec(text)?.[1];
  const first = text.replace(/ - \d+:\d+$/, '').split('\n')[0] ?? '';
  const message = helper === undefined ? first : `Unknown helper "${helper}"`;
  return typeof line === 'number' ? { line, message } : { message };
}
