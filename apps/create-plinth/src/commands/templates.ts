import { parseArguments } from '../cli/arguments.ts';
import { library } from '../builtin/library.ts';
import { optionsOfAll } from '../create/options.ts';
import { say, sayJson } from '../ui/output.ts';
import { oneLine } from '../ui/printable.ts';
import { style } from '../ui/style.ts';

/** `plinth templates [--json]` */
export async function listTemplates(argv: readonly string[]): Promise<number> {
  const { values } = parseArguments(
    argv,
    { json: { type: 'boolean' } },
    { positionals: 0, help: 'plinth --help' },
  );
  const summaries = await library.list();
  const loaded = await Promise.all(summaries.map(({ id }) => library.load(id)));
  const templates = loaded
    .filter((template) => template !== undefined)
    .map((template) => {
      const { id, kind, title, about, version, node = null, provides } = template.manifest;
      const options = optionsOfAll([template]);
      return { id, kind, title, about, version, node, provides, options };
    });
  if (values.json) {
    sayJson({ ok: true, templates });
    return 0;
  }
  for (const { id, kind, title, about, version, options } of templates) {
    say(`${style('bold', id)}  ${kind}, ${oneLine(title)} ${version}\n  ${oneLine(about)}`);
    for (const option of options) {
      const taken =
        option.type === 'choice' ? option.choices.map(({ value }) => value) : ['yes', 'no'];
      const standard = option.type === 'choice' ? option.default : option.default ? 'yes' : 'no';
      const told = style('dim', `${oneLine(option.about)} (${standard})`);
      say(`  --set ${option.id}=${taken.join('|')}  ${told}`);
    }
  }
  return 0;
}
