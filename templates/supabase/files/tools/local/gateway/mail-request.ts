import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request wants of the mails that it causes; the emulator does not hand it on. */
export interface MailRequest {
  /** Where the link leads in the end. */
  redirectTo: string | undefined;
  /** The link leads back with a code for the client that asked (PKCE), not with the session itself. */
  withCode: boolean;
}

const storage = new AsyncLocalStorage<MailRequest>();

export const mailRequest = (): MailRequest | undefined => storage.getStore();

/** Runs `work` so that the mails it causes are as the request wants them. */
export function causingMails<Result>(
  request: Request,
  { code_challenge: challenge }: { code_challenge?: string | null | undefined },
  work: () => Result,
): Result {
  const redirectTo = new URL(request.url).searchParams.get('redirect_to') ?? undefined;
  return storage.run({ redirectTo, withCode: Boolean(challenge) }, work);
}
