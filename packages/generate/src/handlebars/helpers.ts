/** What Handlebars hands to every helper after its arguments. */
export interface HelperCall {
  readonly loc?: { readonly start: { readonly line: number } };
}

/** A helper that was called with what it cannot use. `lineNumber` is named as in Handlebars' own errors. */
export class HelperError extends Error {
  readonly lineNumber: number | undefined;
  constructor(message: string, call: HelperCall) {
    super(message);
    this.lineNumber = call.loc?.start.line;
  }
}

/** The helpers that templates may call besides the built-in ones; `lookup` takes the place of one. */
export const HELPERS: Readonly<Record<string, (...input: never[]) => unknown>> = {
  /** A value as JSON: a quoted string in TypeScript, YAML and JSON alike. */
  json: (value: unknown) => JSON.stringify(value),
  /** A list of plain values with a text between them. */
  join: (values: unknown, between: unknown, call: HelperCall) => {
    if (Array.isArray(values) && typeof between === 'string') return values.join(between);
    throw new HelperError('join takes a list and a text', call);
  },
  /** A whole number as TypeScript is written by hand: `10_000`. */
  grouped: (value: unknown, call: HelperCall) => {
    if (typeof value !== 'number') throw new HelperError('grouped takes a number', call);
    return Math.abs(value) < 10_000
      ? String(value)
      : String(value).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, '_');
  },
  /** A member by a computed name; Handlebars' own gives nothing where there is none. */
  lookup: (object: unknown, key: unknown, call: HelperCall) => {
    if (typeof object === 'object' && object !== null && Object.hasOwn(object, String(key))) {
      return (object as Record<string, unknown>)[String(key)];
    }
    throw new HelperError(`Unknown variable "${String(key)}"`, call);
  },
};
