import { z } from 'zod';

import { supabase } from '../../tools/local/supabase-cli.ts';
import { root } from './project.ts';

const finding = z.object({ name: z.string(), level: z.string(), detail: z.string() });

export type Finding = z.infer<typeof finding>;

/** What the advisors of Supabase find in the database, at level warn and above. */
export async function findings(url: string): Promise<Finding[]> {
  const output = await supabase(root, [
    'db',
    'advisors',
    '--level=warn',
    '--fail-on=none',
    `--remote=${url}`,
  ]);
  // Without findings there is no output; the CLI says so beside it.
  return output.trim() === '' ? [] : z.array(finding).parse(JSON.parse(output));
}
