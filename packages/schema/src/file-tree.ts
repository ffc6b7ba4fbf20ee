import { z } from 'zod';

const path = z.string().min(1);

const treeFileSchema = z.strictObject({
  path,
  content: z.union([z.string(), z.instanceof(Uint8Array)]),
  executable: z.boolean(),
  /** For people: the template and layers that wrote it. */
  from: z.array(z.string()).min(1),
});

const secretFileSchema = z.strictObject({
  path,
  /** Text, in which each `random` part stands for that many random bytes in base64url. */
  parts: z.array(z.union([z.string(), z.strictObject({ random: z.int().positive() })])),
});

/**
 * What `render` gives: the files of a project, sorted by path, and the files that hold secrets, whose
 * random parts are filled in by `apply` alone.
 */
export const fileTreeSchema = z.strictObject({
  files: z.array(treeFileSchema),
  secrets: z.array(secretFileSchema),
});
export type FileTree = z.infer<typeof fileTreeSchema>;
export type TreeFile = z.infer<typeof treeFileSchema>;
export type SecretFile = z.infer<typeof secretFileSchema>;
