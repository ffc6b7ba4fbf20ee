import { z } from 'zod';

import { text } from '../../shared/text.ts';

/** What Standard Webhooks asks of a body; everything else is up to the sender. */
const event = z.looseObject({ type: text(1, 200) });

/** The signed bytes as text, and the type of the event that they tell of. */
export function parseEvent(bytes: Buffer): { type: string; body: string } | undefined {
  try {
    const body = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const { type } = event.parse(JSON.parse(body));
    return { type, body };
  } catch {
    return undefined;
  }
}

export const webhookCount = z
  .object({ source: z.string(), type: z.string(), count: z.int() })
  .meta({ id: 'WebhookCount' });
