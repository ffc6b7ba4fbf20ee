import { command, CommandError, print } from './support/command.ts';
import { dataOf, secretClient } from './support/secret-client.ts';

await command(async () => {
  const [email, ...rest] = process.argv.slice(2).filter((argument) => argument !== '--');
  if (email === undefined || rest.length > 0) throw new CommandError('Usage: admin:make EMAIL');
  dataOf(await secretClient().rpc('make_admin', { email }));
  print(`${email} is an admin now. Apps see it with the next token; rules know at once.`);
});
