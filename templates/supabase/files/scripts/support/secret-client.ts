import { createClient, type SupabaseClient } from '@supabase/supabase-js';

import type { Database } from '../../supabase/functions/_shared/database.types.ts';
import { CommandError } from './command.ts';
import { projectUrl, required } from './project.ts';

/** A client with the secret key, which passes over every policy. For commands only. */
export function secretClient(): SupabaseClient<Database> {
  return createClient<Database>(projectUrl(), required('SUPABASE_SECRET_KEY'), {
    auth: { persistSession: false, autoRefreshToken: false },
  });
}

interface Answer {
  readonly data: unknown;
  readonly error: { readonly message: string } | null;
}

/** The data of an answer. @throws CommandError with what the project says */
export function dataOf<Given extends Answer>(
  answer: Given,
): Extract<Given, { error: null }>['data'] {
  if (answer.error === null) return answer.data;
  const hint = /fetch failed/.test(answer.error.message)
    ? ` ${projectUrl()} does not answer. Does "dev" run?`
    : '';
  throw new CommandError(`${answer.error.message}.${hint}`);
}
