interface Result {
  readonly data: unknown;
  readonly error: { readonly message: string; readonly code?: string } | null;
}

/** The data of an answer of supabase-js. @throws Error with its message and code where there is none */
export function dataOf<Answer extends Result>(
  answer: Answer,
): Extract<Answer, { error: null }>['data'] {
  if (answer.error === null) return answer.data;
  const { message, code } = answer.error;
  throw new Error(code === undefined ? message : `${message} (${code})`);
}
