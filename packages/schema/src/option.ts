import { z } from 'zod';

export const optionValue = z.union([z.string(), z.boolean()]);
export type OptionValue = z.infer<typeof optionValue>;

const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
  .max(40);
export const idSchema = id;

/** A choice that a template leaves to its user; a flag, a prompt and a row in the docs. */
export const optionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    id,
    type: z.literal('choice'),
    about: z.string().min(1),
    choices: z
      .array(z.strictObject({ value: id, label: z.string().min(1), hint: z.string().optional() }))
      .min(2),
    default: id,
  }),
  z.strictObject({
    id,
    type: z.literal('switch'),
    about: z.string().min(1),
    default: z.boolean(),
  }),
]);
export type Option = z.infer<typeof optionSchema>;
