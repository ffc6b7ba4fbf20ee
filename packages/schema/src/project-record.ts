import { z } from 'zod';
import { specSchema } from './spec.ts';

/**
 * `.plinth/project.json`: what a project was made from. Together with `.plinth/pristine.json.br`, the
 * rendering as it was written, it lets a later command merge a change without a network.
 */
export const projectRecordSchema = z.strictObject({
  format: z.literal(1),
  about: z.string(),
  generator: z.strictObject({ name: z.literal('create-plinth'), version: z.string() }),
  spec: specSchema,
  templates: z.array(
    z.strictObject({ reference: z.string(), id: z.string(), version: z.string() }),
  ),
  files: z
    .record(z.string(), z.string().regex(/^sha256-[A-Za-z0-9+/]+=*$/))
    .describe('Digest of each file as rendered, by path.'),
});
export type ProjectRecord = z.infer<typeof projectRecordSchema>;
