interface Changes {
  url?: URL;
  headers?: Headers;
  /** The new body; without it, the request's own. */
  body?: string | Uint8Array<ArrayBuffer>;
}

/** The same request with something changed. The server's own requests are none that `new Request` takes. */
export function rebuild(request: Request, { url, headers, body }: Changes): Request {
  const { method } = request;
  const content = method === 'GET' || method === 'HEAD' ? null : (body ?? request.body);
  const changed = new Headers(headers ?? request.headers);
  if (body !== undefined) changed.delete('content-length');
  const init = { method, headers: changed, body: content, duplex: 'half' };
  return new Request(url ?? request.url, init);
}

export function withJson(request: Request, body: unknown): Request {
  return rebuild(request, { body: JSON.stringify(body) });
}
