import { Problem } from '../_shared/problem.ts';
import { dataOf } from '../_shared/result.ts';
import { serve } from '../_shared/serve.ts';
import { setting } from '../_shared/settings.ts';
import { verifiedEvent } from './verify.ts';

/** Takes signed events (Standard Webhooks). An event that is delivered again is not counted again. */
export default serve(
  { name: 'webhook', auth: 'none', maxBodyBytes: 256 * 1024 },
  async ({ headers, body, supabaseAdmin }) => {
    const secret = setting('WEBHOOK_SECRET');
    if (secret === undefined) throw new Problem('unavailable', 'Webhooks are off.');
    const { id, type } = verifiedEvent(secret, headers, body);
    dataOf(await supabaseAdmin.rpc('count_webhook_event', { event_id: id, event_type: type }));
    return Response.json({ id }, { status: 202 });
  },
);
