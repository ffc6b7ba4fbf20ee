import { Webhook, WebhookVerificationError } from 'standardwebhooks';

import { parseObject } from '../_shared/body.ts';
import { invalid, Problem } from '../_shared/problem.ts';

export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
}

/**
 * The event of a delivery that is signed as in Standard Webhooks, by `secret` and not more than five minutes ago.
 *
 * @throws Problem `unauthenticated` if it is not, `invalid` if it has no type
 */
export function verifiedEvent(secret: string, headers: Headers, body: Uint8Array): WebhookEvent {
  const text = new TextDecoder().decode(body);
  try {
    new Webhook(secret).verify(text, Object.fromEntries(headers));
  } catch (error) {
    if (error instanceof WebhookVerificationError) {
      throw new Problem(
        'unauthenticated',
        'The signature is not valid, or its time is too far away.',
      );
    }
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { type } = parseObject(body);
  if (typeof type !== 'string' || type === '' || type.length > 200) {
    throw invalid('type', 'Has to be a text of 1 to 200 characters');
  }
  return { id: headers.get('webhook-id') ?? '', type };
}
