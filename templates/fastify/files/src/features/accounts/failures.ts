import { AsyncLocalStorage } from 'node:async_hooks';

/*
 * When the database fails, the auth library tells some of it to its log alone and answers as if
 * the request were at fault, or the service broken. Here the failure finds its request again.
 */
const calls = new AsyncLocalStorage<{ failure: Error | undefined }>();

/** Asks the auth library, and tells with its answer the first failure that it logged meanwhile. */
export async function withFailure<Answer>(
  ask: () => Promise<Answer>,
): Promise<{ answer: Answer; failure: Error | undefined }> {
  const call = { failure: undefined };
  const answer = await calls.run(call, ask);
  return { answer, failure: call.failure };
}

/** Keeps a failure for the request that it belongs to. False if there is none to tell it. */
export function keepFailure(error: Error): boolean {
  const call = calls.getStore();
  if (!call) return false;
  call.failure ??= error;
  return true;
}
