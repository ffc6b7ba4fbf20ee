import { afterAll } from 'vitest';

interface GitHubPerson {
  id: number;
  login: string;
  email: string;
  isVerified: boolean;
}

/**
 * Answers what the service asks of GitHub, for the person that the test names, and leaves all
 * other requests alone.
 */
export function useGitHub() {
  const realFetch = globalThis.fetch;
  const exchanged: URLSearchParams[] = [];
  let person: GitHubPerson | undefined;

  const answer = (body: unknown) => Response.json(body);
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { hostname, pathname } = new URL(request.url);
    if (!/(^|\.)github\.com$/.test(hostname)) return realFetch(request);
    if (pathname === '/login/oauth/access_token') {
      exchanged.push(new URLSearchParams(await request.text()));
      if (!person) return answer({ error: 'bad_verification_code' });
      return answer({ access_token: 'gho_secret', token_type: 'bearer', scope: 'user:email' });
    }
    if (!person || request.headers.get('authorization') !== 'Bearer gho_secret') {
      return new Response('{}', { status: 401 });
    }
    const { id, login, email, isVerified } = person;
    if (pathname === '/user') return answer({ id, login, name: 'Octo Cat', email: null });
    return answer([{ email, primary: true, verified: isVerified }]);
  };
  afterAll(() => {
    globalThis.fetch = realFetch;
  });

  return {
    exchanged,
    signInAs: (next: GitHubPerson | undefined) => {
      person = next;
    },
  };
}
