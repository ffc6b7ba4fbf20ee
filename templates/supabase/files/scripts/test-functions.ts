import { command } from './support/command.ts';
import { deno } from './support/deno.ts';

await command(async () =>
  deno(['test', '--quiet', '--allow-env', '--allow-net=127.0.0.1', 'tests']),
);
