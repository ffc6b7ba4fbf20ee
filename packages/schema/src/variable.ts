import { z } from 'zod';

/** Text that stands in one line of a file: a line break in it would begin a line of its own there. */
const oneLine = z
  .string()
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'one line, without control characters');
const someLine = oneLine.min(1);

const common = {
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'upper-case words joined by underscores'),
  about: someLine.describe('One line for .env.example, the README and error texts.'),
  group: someLine.describe('Heading under which the variable is listed.'),
  scope: z
    .enum(['server', 'public', 'development'])
    .default('server')
    .describe(
      'server: never leaves the process. public: may reach a client. development: ignored in production.',
    ),
  secret: z.boolean().default(false).describe('A secret value is never printed.'),
  required: z
    .enum(['always', 'production', 'never'])
    .default('never')
    .describe('When the start is refused without it.'),
  usedBy: z
    .array(z.enum(['api', 'worker', 'tools']))
    .min(1)
    .default(['api'])
    .describe('The processes that read it.'),
  provider: oneLine.optional().describe('The outside service that hands the value out.'),
  example: oneLine.optional().describe('Shown in .env.example, commented out.'),
  fallback: oneLine
    .optional()
    .describe('For the README: what happens without a value, where there is no plain default.'),
};

const generate = z
  .strictObject({
    bytes: z.int().min(16).max(128),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, _ and -')
      .optional()
      .describe('Stands before the random part, for values whose form tells what they are.'),
  })
  .optional()
  .describe('A random value of that many bytes, base64url, made when the project is written.');

const shape = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('string'),
    minLength: z.int().positive().optional(),
    default: oneLine.optional(),
    generate,
  }),
  z.strictObject({
    ...common,
    type: z.literal('url'),
    protocols: z.array(z.string().regex(/^[a-z][a-z0-9+.-]*:$/, 'a scheme with its colon')).min(1),
    default: oneLine.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('integer'),
    min: z.int(),
    max: z.int(),
    default: z.int().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('boolean'), default: z.boolean().optional() }),
  z.strictObject({
    ...common,
    type: z.literal('enum'),
    values: z.array(someLine).min(2),
    default: oneLine.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('custom'),
    form: oneLine.describe('For people: the form of the value.'),
    partial: z.string().describe('The partial that writes its check.'),
    default: oneLine.optional(),
    generate,
  }),
]);
/**
 * An environment variable, declared once: it gives the line in .env.example, the check at start,
 * the row in the README and the value in CI.
 */
export const variableSchema = shape.superRefine((variable, context) => {
  for (const { key, message } of faultsOf(variable)) {
    context.addIssue({ code: 'custom', path: [key], message });
  }
});
export type Variable = z.infer<typeof variableSchema>;

interface Fault {
  /** The key of the declaration that is wrong. */
  readonly key: string;
  readonly message: string;
}

/** What is wrong with a declaration although each of its keys is right. */
function faultsOf(variable: z.infer<typeof shape>): Fault[] {
  const faults: (Fault | false)[] = [
    variable.secret &&
      variable.default !== undefined && { key: 'default', message: 'a secret has no default' },
    'generate' in variable &&
      variable.generate !== undefined &&
      variable.default !== undefined && {
        key: 'default',
        message: 'a value that is generated has no default',
      },
    faultOfType(variable),
  ];
  return faults.filter((fault) => fault !== false);
}

function faultOfType(variable: z.infer<typeof shape>): Fault | false {
  switch (variable.type) {
    case 'string':
      return (
        (variable.default?.length ?? Infinity) < (variable.minLength ?? 0) && {
          key: 'default',
          message: 'shorter than minLength',
        }
      );
    case 'url':
      return (
        variable.default !== undefined &&
        !isAddress(variable.default, variable.protocols) && {
          key: 'default',
          message: `not an address that starts with ${variable.protocols.join(' or ')}`,
        }
      );
    case 'integer': {
      const { min, max, default: value } = variable;
      if (min > max) return { key: 'max', message: 'less than min' };
      if (value === undefined || (value >= min && value <= max)) return false;
      return { key: 'default', message: 'not between min and max' };
    }
    case 'enum': {
      const { values, default: value } = variable;
      if (new Set(values).size < values.length)
        return { key: 'values', message: 'one stands twice' };
      if (value === undefined || values.includes(value)) return false;
      return { key: 'default', message: 'not one of the values' };
    }
    case 'boolean':
    case 'custom':
      return false;
  }
}

function isAddress(value: string, protocols: readonly string[]): boolean {
  return (
    z.url().safeParse(value).success && protocols.some((protocol) => value.startsWith(protocol))
  );
}
