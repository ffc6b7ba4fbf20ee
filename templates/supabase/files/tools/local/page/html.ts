/** Markup that is safe to send. Only `html` makes it, so nothing gets into a page unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | false | undefined | readonly Content[];

/** Markup from a template: what is put in is escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Html {
  const inserted = values.map(toText);
  return new Html(parts.map((part, index) => part + (inserted[index] ?? '')).join(''));
}

function toText(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string') return escape(content);
  if (typeof content === 'number') return String(content);
  return content.map(toText).join('');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
