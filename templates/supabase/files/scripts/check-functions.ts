import { command } from './support/command.ts';
import { deno, functionEntries } from './support/deno.ts';

await command(async () => {
  deno(['check', '--quiet', ...functionEntries(), 'tests']);
  deno(['lint', '--quiet']);
});
