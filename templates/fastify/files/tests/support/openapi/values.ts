import * as fc from 'fast-check';

import type { JsonSchema } from './description.ts';

/** Values that lead further than random ones: ids and addresses that exist, by the name of the field. */
export type Examples = Record<string, readonly string[]>;

const longestText = 300;

/** JSON values that a schema describes. What it does not say, such as a weak password, it may miss. */
export function valid(schema: JsonSchema, examples: Examples, name = ''): fc.Arbitrary<unknown> {
  const known = examples[name];
  const generated = fromSchema(schema, examples);
  return known === undefined
    ? generated
    : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, generated);
}

function fromSchema(schema: JsonSchema, examples: Examples): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fromSchema(one, examples)));
  const { type = 'unknown', minimum = 0, maximum = 1_000 } = schema;
  if (type === 'null') return fc.constant(null);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') {
    return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) });
  }
  if (type === 'string') return textOf(schema);
  if (type === 'object') {
    const properties = Object.entries(schema.properties ?? {});
    return fc.record(
      Object.fromEntries(properties.map(([key, one]) => [key, valid(one, examples, key)])),
      { requiredKeys: schema.required ?? [] },
    );
  }
  throw new Error(`No values of type ${type}`);
}

function textOf({ format, pattern, minLength = 0, maxLength = longestText }: JsonSchema) {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.emailAddress();
  if (format === 'binary') return fc.string({ maxLength: longestText });
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const generated = fc
    .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, longestText) })
    .filter((text) => Array.from(text).length <= maxLength);
  return fc.oneof({ weight: 5, arbitrary: generated }, fc.constant('x'.repeat(maxLength)));
}

/** Texts that have hurt services before. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '\0',
    'a\0b',
    '\uD800',
    '\u202Eright to left',
    '👩‍👩‍👧‍👦'.repeat(20),
    'é'.normalize('NFD'),
    "'; drop table notes; --",
    '<script>alert(1)</script>',
    '${7*7}',
    '../../../../etc/passwd',
    '..',
    '%00',
    '\r\nset-cookie: a=b',
    '0x10',
    '1e1',
    '-1',
    'NaN',
    '99999999999999999999',
    '00000000-0000-0000-0000-000000000000',
    'null',
    '[object Object]',
    'x'.repeat(900),
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
);

/** JSON values that no schema asks for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, '', 0, -1, 1.5, 1e308, 2 ** 53, true, [], {}, [[]], [null]),
  fc.constantFrom('x'.repeat(20_000), Array(5_000).fill(0), nested(200)),
  fc.jsonValue(),
);

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: [nested(depth - 1)] };
}
