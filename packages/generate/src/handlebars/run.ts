import type { SourceLocation } from '@plinth/schema/errors';
import type HandlebarsFull from 'handlebars';
import runtime from 'handlebars/runtime.js';
import type { RenderText } from '../template/template.ts';
import { checksFor } from './checked.ts';
import { locateFailures } from './failure.ts';
import { HELPERS } from './helpers.ts';

// The runtime build has the types of the full one but declares almost none.
const Handlebars = runtime as unknown as typeof HandlebarsFull;

/** A precompiled template: the object that `Handlebars.precompile` writes as source. */
export type PrecompiledText = object;

/**
 * Makes a rendering function of a precompiled template. Nothing is compiled; an unknown variable
 * throws with its line.
 */
export function runText(precompiled: PrecompiledText, at: SourceLocation): RenderText {
  let template: HandlebarsFull.TemplateDelegate | undefined;
  return locateFailures((context, { partials, data }) => {
    template ??= Handlebars.template(precompiled);
    return template(context, {
      helpers: { ...HELPERS, ...checksFor(partials) },
      partials: partials as Record<string, HandlebarsFull.TemplateDelegate>,
      data,
    });
  }, at);
}
