import { html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that is safe to send. */
export type Html = HtmlEscapedString;

/** Markup from a template: what is put in is escaped, unless it is markup itself. Nothing here is a promise. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return template(parts, ...values) as Html;
}
