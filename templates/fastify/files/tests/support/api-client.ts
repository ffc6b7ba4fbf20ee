type AnyBody = Record<string, unknown>;

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Problem {
  status: number;
  code: string;
  detail?: string;
  errors?: { path: string; message: string }[];
}

interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Talks to the service over HTTP, as a client that holds a bearer token would. */
export class ApiClient {
  readonly url: string;
  token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  get<Body = AnyBody>(path: string, options?: RequestOptions) {
    return this.request<Body>('GET', path, options);
  }

  post<Body = AnyBody>(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    return this.request<Body>('POST', path, { body, headers });
  }

  patch<Body = AnyBody>(path: string, body: unknown) {
    return this.request<Body>('PATCH', path, { body });
  }

  delete<Body = AnyBody>(path: string) {
    return this.request<Body>('DELETE', path);
  }

  async request<Body = AnyBody>(
    method: string,
    path: string,
    { body, headers = {} }: RequestOptions = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  }
}
