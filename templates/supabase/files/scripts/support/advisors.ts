import { z } from 'zod';

import { CommandError } from './command.ts';
import { supabase } from './supabase-cli.ts';

const finding = z.object({ name: z.string(), level: z.string(), detail: z.string() });

export type Finding = z.infer<typeof finding>;

/** What the advisors of Supabase find in the database, at level warn and above. */
export async function findings(url: string): Promise<Finding[]> {
  const { code, output, errors } = await supabase(
    ['db', 'advisors', '--level=warn', '--fail-on=none'],
    url,
  );
  const list = /^\[[\s\S]*^\]/m.exec(output)?.[0];
  if (code !== 0) throw new CommandError(errors || output);
  if (list !== undefined) return z.array(finding).parse(JSON.parse(list));
  if (/No issues found/.test(output + errors)) return [];
  throw new CommandError(`The advisors have answered something unknown:\n${output}${errors}`);
}
