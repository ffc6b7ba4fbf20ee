import { command, CommandError } from './support/command.ts';
import { deno, differentVersions, functionEntries } from './support/deno.ts';

await command(async () => {
  const different = differentVersions();
  if (different.length > 0) {
    throw new CommandError(
      `Other versions in functions/deno.json than in package.json: ${different.join(', ')}`,
    );
  }
  deno(['check', '--quiet', ...functionEntries(), 'tests']);
  deno(['lint', '--quiet']);
});
