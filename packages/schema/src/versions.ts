import { z } from 'zod';

/** `versions.yaml`: the exact versions that templates install, and the day on which they were tried. */
export const versionTableSchema = z.strictObject({
  tried: z.iso.date(),
  npm: z.record(
    z.string(),
    z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'an exact version'),
  ),
});
export type VersionTable = z.infer<typeof versionTableSchema>;
