import type { Report, Result } from '../suite/results.ts';

const INTRODUCTION = `# Conformance

Written by \`npm run conformance -- --stack ID\`; a full run of a stack writes its column. Every behaviour was tried against a running, generated project.

\`real\`: it holds, and all that it went through is the real server. \`stand-in\`: it holds; the interface that its operations call, or a capability that it needs, was a local development part behind the SDK of the real one. \`fails\`: below the table. –: it does not apply.`;

/** The page as it stands: what other stacks' runs have written is kept. */
interface Page {
  /** Cells by stack and id of the behaviour. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What each stack's section says of what fails. */
  readonly failures: ReadonlyMap<string, string>;
}

/** The page of stacks and behaviours after a full run; `before` is its text until now, or empty. */
export function writePage(before: string, report: Report): string {
  const page = readPage(before);
  const cells = new Map(page.cells).set(
    report.stack,
    new Map(report.results.map((result) => [result.id, cellOf(result)])),
  );
  const failures = new Map(page.failures);
  failures.delete(report.stack);
  const failed = report.results.flatMap(({ id, verdict }) =>
    verdict.kind === 'failed' ? [`- ${id}: ${oneLine(verdict.message)}`] : [],
  );
  if (failed.length > 0) failures.set(report.stack, failed.join('\n'));

  const stacks = [...cells.keys()].toSorted();
  const rows = report.results.map(({ id, title }) => [
    id,
    title.replaceAll('|', '\\|'),
    ...stacks.map((stack) => cells.get(stack)?.get(id) ?? ''),
  ]);
  const table = [['', 'Behaviour', ...stacks], ['', '', ...stacks].map(() => '---'), ...rows];
  const sections = stacks.flatMap((stack) => {
    const text = failures.get(stack);
    return text === undefined ? [] : [`## What fails: ${stack}\n\n${text}`];
  });
  const body = table.map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `${[INTRODUCTION, body, ...sections].join('\n\n')}\n`;
}

function cellOf({ verdict }: Result): string {
  if (verdict.kind === 'passed') return verdict.ground;
  return verdict.kind === 'failed' ? 'fails' : '–';
}

/** Reads a page that this module wrote; a formatter may have aligned the table. */
function readPage(text: string): Page {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...body] = rows;
  const cells = new Map(
    head
      .slice(2)
      .map((stack, index) => [
        stack,
        new Map(body.map((row) => [row[0] ?? '', row[index + 2] ?? ''])),
      ]),
  );
  const failures = new Map<string, string>();
  for (const section of text.split(/^## What fails: /m).slice(1)) {
    const [stack = '', ...lines] = section.split('\n');
    failures.set(stack.trim(), lines.join('\n').trim());
  }
  return { cells, failures };
}

/** No line break, and nothing that Markdown takes for a mark. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').slice(0, 300).trim();
  return line.replaceAll(/[\\`*_<>[\]|~]/g, String.raw`\$&`);
}
