/** Answers in the words of the hosted services, so that the client library reads them the same. */

/** As Auth says it: `error_code` is what the client library takes as the error's code. */
export function authError(status: number, code: string, message: string): Response {
  return Response.json(
    { code: status, error_code: code, msg: message },
    { status, headers: { 'x-sb-error-code': code } },
  );
}

/** As PostgREST says it. */
export function restError(
  status: number,
  code: string,
  message: string,
  more: { details?: string | undefined; hint?: string | undefined } = {},
): Response {
  const { details = null, hint = null } = more;
  return Response.json({ code, details, hint, message }, { status });
}

/** As Storage says it: the HTTP status is 400 for most, the real one is in the body. */
export function storageError(statusCode: number, error: string, message: string): Response {
  const status = statusCode === 401 || statusCode >= 500 ? statusCode : 400;
  return Response.json({ statusCode: String(statusCode), error, message }, { status });
}

/** As the gateway in front of functions says it. */
export function functionError(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status });
}
