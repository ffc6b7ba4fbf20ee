import { z } from 'zod';
import { optionValue } from './option.ts';

const capability = z.enum(['auth', 'database', 'storage', 'functions']);

/** What a platform can bring along. */
export type Capability = z.infer<typeof capability>;
export const capabilitySchema = capability;

/**
 * When a layer applies. Every key that is given must hold; `any` holds when one of its members does.
 * An empty condition always holds.
 */
export const conditionSchema = z.strictObject({
  option: z
    .record(z.string(), optionValue)
    .describe('Options by id and the value that each must have.')
    .optional(),
  provides: z
    .array(capability)
    .describe('Capabilities that a platform in the composition brings along.')
    .optional(),
  lacks: z
    .array(capability)
    .describe('Capabilities that no platform in the composition brings along.')
    .optional(),
  packageManager: z.enum(['pnpm', 'npm']).optional(),
  pinNode: z.boolean().describe('Whether Node is pinned as a development dependency.').optional(),
  get any() {
    return z.array(conditionSchema).min(1).optional();
  },
});

export type Condition = z.infer<typeof conditionSchema>;
