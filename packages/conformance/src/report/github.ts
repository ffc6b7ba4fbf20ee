import type { Report } from '../suite/results.ts';

/** A line for each behaviour that fails, in the form in which GitHub Actions takes annotations. */
export function toGithub(report: Report): string[] {
  return report.results.flatMap(({ id, title, verdict }) =>
    verdict.kind === 'failed'
      ? [
          `::error title=${property(`${report.stack} ${id}`)}::${message(`${title}\n${verdict.message}`)}`,
        ]
      : [],
  );
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
