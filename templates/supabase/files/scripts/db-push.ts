import { supabase } from '../tools/local/supabase-cli.ts';
import { command, print } from './support/command.ts';
import { databaseUrl } from './support/database.ts';
import { root } from './support/project.ts';

await command(async () => {
  const output = await supabase(root, ['db', 'push', '--yes', `--remote=${await databaseUrl()}`]);
  print(output.trim());
});
