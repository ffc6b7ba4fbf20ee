import type { ProjectConfig } from '../../config/config-file.ts';
import { authError } from '../answers.ts';

const symbols = /[!@#$%^&*()_+\-=[\]{};'\\:"|<>?,./`~]/;

/** What `password_requirements` can ask for. */
const requirements: Record<string, RegExp[]> = {
  '': [],
  letters_digits: [/[a-z]/i, /\d/],
  lower_upper_letters_digits: [/[a-z]/, /[A-Z]/, /\d/],
  lower_upper_letters_digits_symbols: [/[a-z]/, /[A-Z]/, /\d/, symbols],
};

/** Why a password is not taken, if it is not. */
export function passwordFault(
  password: string,
  config: ProjectConfig['auth'],
): Response | undefined {
  const { minimum_password_length: length, password_requirements: required } = config;
  if (password.length < length) {
    return weak(`Password should be at least ${length} characters.`, 'length');
  }
  if (password.length > 72) {
    return authError(400, 'validation_failed', 'Password cannot be longer than 72 characters');
  }
  const missing = (requirements[required] ?? []).some((pattern) => !pattern.test(password));
  return missing
    ? weak(`Password should contain: ${required.split('_').join(', ')}.`, 'characters')
    : undefined;
}

function weak(message: string, reason: string): Response {
  return Response.json(
    { code: 422, error_code: 'weak_password', msg: message, weak_password: { reasons: [reason] } },
    { status: 422, headers: { 'x-sb-error-code': 'weak_password' } },
  );
}
