import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import type { RenderText } from '../template/template.ts';

/**
 * Lets a rendering function say where it failed. A partial is a rendering function of its own, so that its
 * failures carry its file and not that of the text that calls it.
 */
export function locateFailures(render: RenderText, at: SourceLocation): RenderText {
  return (context, options) => {
    try {
      return render(context, options);
    } catch (cause) {
      throw cause instanceof PlinthError ? cause : renderFailure(cause, at);
    }
  };
}

function renderFailure(cause: unknown, at: SourceLocation): PlinthError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const { lineNumber } = cause as { lineNumber?: number };
  const unknown = /^"(.*)" not defined in/.exec(text)?.[1];
  const message =
    unknown === undefined ? (text.split('\n')[0] ?? text) : `Unknown variable "${unknown}"`;
  return new PlinthError('TEMPLATE_INVALID', message, {
    at: { ...at, line: lineNumber ?? 1 },
    hint: 'docs/templates.md lists what templates can name.',
    cause,
  });
}
