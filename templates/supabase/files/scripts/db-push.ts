import { command, CommandError, print } from './support/command.ts';
import { databaseUrl } from './support/database.ts';
import { supabase } from './support/supabase-cli.ts';

await command(async () => {
  const { code, output, errors } = await supabase(['db', 'push', '--yes'], await databaseUrl());
  if (code !== 0) throw new CommandError(errors || output);
  print(output.trim());
});
