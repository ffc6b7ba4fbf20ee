import { durationSeconds } from '../../config/duration.ts';
import { authError } from '../answers.ts';

export type MailPause = (kind: string, email: string) => Response | undefined;

/** Refuses a second mail of one kind to one address within `max_frequency`, whether it has an account or not. */
export function createMailPause(maxFrequency: string): MailPause {
  const pauseMs = (durationSeconds(maxFrequency) ?? 0) * 1000;
  const lastAsked = new Map<string, number>();
  return (kind, email) => {
    const key = `${kind} ${email.toLowerCase()}`;
    const left = (lastAsked.get(key) ?? 0) + pauseMs - Date.now();
    if (left > 0) {
      const message = `For security purposes, you can only request this after ${Math.ceil(left / 1000)} seconds.`;
      return authError(429, 'over_email_send_rate_limit', message);
    }
    lastAsked.set(key, Date.now());
    return undefined;
  };
}
