import { type Config, isLoopback } from '../../config.ts';

/** Origins whose pages may use this service with the visitor's cookies. */
export function allowedOrigins(config: Config): string[] {
  return [...ownOrigins(config.BASE_URL), ...config.CORS_ORIGINS];
}

/** On one's own machine, the names of the loopback address are the same place. */
function ownOrigins(baseUrl: string): string[] {
  if (!isLoopback(baseUrl)) return [baseUrl];
  const { protocol, port } = new URL(baseUrl);
  const suffix = port === '' ? '' : `:${port}`;
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `${protocol}//${host}${suffix}`);
}
