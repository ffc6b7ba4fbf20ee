import { AsyncLocalStorage } from 'node:async_hooks';

export interface CurrentRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** What the database refused it with. */
  error?: unknown;
}

const storage = new AsyncLocalStorage<CurrentRequest>();

/** The request of the Data API that is being answered, for `request.headers` and the like in SQL. */
export const currentRequest = () => storage.getStore();

/** Runs `work` as part of a request. */
export function duringRequest<Result>(request: Request, work: () => Result): Result {
  const { method, url, headers } = request;
  const path = new URL(url).pathname.replace(/^\/rest\/v1/, '');
  return storage.run({ method, path, headers: Object.fromEntries(headers) }, work);
}
