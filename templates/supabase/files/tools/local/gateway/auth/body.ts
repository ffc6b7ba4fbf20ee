import { z } from 'zod';

const credentials = z.looseObject({
  email: z.string().optional(),
  password: z.string().optional(),
  type: z.string().optional(),
  token: z.string().optional(),
  token_hash: z.string().optional(),
  nonce: z.string().optional(),
  refresh_token: z.string().optional(),
  code_challenge: z.string().nullish(),
  code_challenge_method: z.string().nullish(),
  create_user: z.boolean().optional(),
  data: z.record(z.string(), z.unknown()).nullish(),
});
export type Credentials = z.infer<typeof credentials>;

/** The body of a request that is still to be passed on; empty where it is none of ours, for the emulator to refuse. */
export async function peek(request: Request): Promise<Credentials> {
  try {
    return credentials.parse(await request.clone().json());
  } catch {
    return {};
  }
}
