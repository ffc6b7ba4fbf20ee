import { z } from 'zod';
import { answersSchema } from './decision/answers.ts';
import { optionValue } from './option.ts';
import { LONGEST_PACKAGE_NAME, PACKAGE_NAME } from './package-name.ts';

/** Valid npm package name, scope included, as npm accepts it for new packages. */
export const packageNameSchema = z
  .string()
  .max(LONGEST_PACKAGE_NAME)
  .regex(PACKAGE_NAME, 'a package name: lower-case letters, digits, dots, hyphens and underscores');

/** Where a template comes from: the id of a built-in one, a folder path, or an installed npm package. */
const templateReference = z.string().min(1).max(500);

/**
 * What a project is a function of. The same spec and templates give the same bytes.
 * It holds no secret and nothing of the machine.
 */
export const specSchema = z.strictObject({
  format: z.literal(1),
  name: packageNameSchema.describe('Package name of the project.'),
  platform: templateReference.nullable().default(null),
  service: templateReference.nullable().default(null),
  options: z.record(z.string(), optionValue).default({}),
  packageManager: z.enum(['pnpm', 'npm']),
  pinNode: z.boolean().default(false),
  answers: answersSchema
    .optional()
    .describe('What the stack was decided from; the project then explains it in docs/adr.'),
});
export type Spec = z.infer<typeof specSchema>;
export type SpecInput = z.input<typeof specSchema>;
export type PackageManager = Spec['packageManager'];
