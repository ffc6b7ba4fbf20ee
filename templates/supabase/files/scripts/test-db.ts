import { command, CommandError, print } from './support/command.ts';
import { databaseUrl, withDatabase } from './support/database.ts';
import { runTests, testFiles } from './support/pgtap.ts';

await command(async () => {
  const given = process.argv.slice(2).map((name) => name.replace(/^.*[/\\]/, ''));
  const files = given.length > 0 ? given : testFiles();
  const runs = await withDatabase(await databaseUrl(), (client) => runTests(client, files));
  for (const { file, passed, failures } of runs) {
    print(`${failures.length === 0 ? 'ok' : 'not ok'}  ${file}  ${passed} passed`);
    for (const failure of failures) print(failure.replaceAll(/^/gm, '    '));
  }
  const failed = runs.filter(({ failures }) => failures.length > 0).length;
  if (failed > 0) throw new CommandError(`${failed} of ${runs.length} files have failed.`);
});
