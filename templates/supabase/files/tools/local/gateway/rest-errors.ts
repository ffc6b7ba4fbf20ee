import { z } from 'zod';

import { restError } from './answers.ts';

const databaseError = z.object({
  code: z.string().length(5),
  message: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
});

/** HTTP statuses by SQLSTATE or its class: PostgREST's table of errors from the database. */
const statuses: Record<string, number> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '23503': 409,
  '23505': 409,
  '25006': 405,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '42883': 404,
  '42P01': 404,
  '42P17': 500,
  '53': 503,
  '54': 500,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0001: 400,
  P0: 500,
  XX: 500,
};

/**
 * The answer of the emulator, or a better one: for errors of the database that it has no words for, such
 * as a check that fails, and for those that PostgREST words otherwise.
 */
export function inHostedWords(answer: Response, error: unknown): Response {
  const { data } = databaseError.safeParse(error);
  if (answer.ok || !data) return answer;
  const { code, message, detail: details, hint } = data;
  if (code === '22021') {
    // Hosted, the database reads the body as JSON and meets the NUL there, not in a parameter.
    const nul = '\\u0000 cannot be converted to text.';
    return restError(400, '22P05', 'unsupported Unicode escape sequence', { details: nul });
  }
  if (answer.status !== 500) return answer;
  const status = statuses[code] ?? statuses[code.slice(0, 2)] ?? 400;
  return restError(status, code, message, { details, hint });
}
