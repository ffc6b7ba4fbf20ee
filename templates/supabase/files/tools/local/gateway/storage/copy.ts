import { z } from 'zod';

import { withJson } from '../rebuild-request.ts';

const wanted = z.looseObject({
  bucketId: z.string().default(''),
  destinationBucket: z.string().optional(),
  destinationKey: z.string().default(''),
});

/** A copy, and where it will be: the emulator names the key without its bucket, and otherwise. */
export async function copyOf(request: Request): Promise<{ request: Request; Key: string }> {
  const body = wanted.parse(await request.json().catch(() => ({})));
  const { bucketId, destinationBucket = bucketId, destinationKey } = body;
  return { request: withJson(request, body), Key: `${destinationBucket}/${destinationKey}` };
}
