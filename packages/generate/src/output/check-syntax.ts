import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import { allowsComments, jsonFault } from '../merge/json-syntax.ts';
import { structureOf } from '../merge/structured.ts';
import { checkDocuments, YamlSyntaxError } from '../merge/yaml-syntax.ts';

/**
 * Checks that the text of a structured file parses, for those that are passed through as they are.
 *
 * @param path the file's path in the project
 * @throws PlinthError TEMPLATE_INVALID with the line at which it does not
 */
export function checkSyntax(path: string, text: string, at: SourceLocation): void {
  const structure = structureOf(path);
  if (structure === 'json') {
    const offset = jsonFault(text, allowsComments(path));
    if (offset !== undefined) throw syntaxError('JSON', at, lineOfOffset(text, offset));
  } else if (structure === 'yaml') {
    guardYaml(at, () => {
      checkDocuments(text);
    });
  }
}

/** Tells an error of reading YAML as one of a template. */
export function guardYaml<T>(at: SourceLocation, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof YamlSyntaxError)) throw cause;
    throw syntaxError('YAML', at, cause.line, cause);
  }
}

/** An error about a structured file that does not parse. */
export function syntaxError(
  format: 'JSON' | 'YAML',
  at: SourceLocation,
  line: number,
  cause?: unknown,
): PlinthError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new PlinthError('TEMPLATE_INVALID', `Not ${format}${reason}`, {
    at: { ...at, line },
    hint: 'Correct the file; one that is broken on purpose is listed under "verbatim".',
    cause,
  });
}

export function lineOfOffset(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
