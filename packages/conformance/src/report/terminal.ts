import { styleText } from 'node:util';
import { GROUPS, type Group } from '../contract/behaviour.ts';
import { count, type Report, type Result } from '../suite/results.ts';

/** One line for a behaviour, and lines that say what was found where it fails. */
export function resultLines({ id, title, seconds, verdict }: Result): string {
  const time = styleText('dim', `${seconds.toFixed(1)} s`);
  switch (verdict.kind) {
    case 'passed': {
      const ground = verdict.ground === 'real' ? '' : ` (${verdict.ground})`;
      return `${styleText('green', '✓')} ${id.padEnd(3)} ${title}${ground} ${time}`;
    }
    case 'failed': {
      const lines = [verdict.message, verdict.details].filter((text) => text !== '');
      const indented = lines.join('\n').replaceAll('\n', '\n      ');
      return `${styleText('red', '✗')} ${id.padEnd(3)} ${title} ${time}\n      ${indented}`;
    }
    case 'does not apply':
      return styleText('dim', `– ${id.padEnd(3)} ${title}: ${verdict.because}`);
  }
}

/** The table of a run: a row for each group, and the whole. */
export function summaryTable(report: Report): string {
  const groups = Object.entries(GROUPS) as [Group, string][];
  const rows = groups
    .map(([group, title]) => ({
      title,
      counts: count({ ...report, results: report.results.filter((each) => each.group === group) }),
    }))
    .filter(({ counts }) => counts.passed + counts.failed + counts.notApplying > 0);
  const whole = { title: 'All', counts: count(report) };
  const lines = [...rows, whole].map(({ title, counts }) => {
    const { passed, failed, notApplying } = counts;
    return [
      title.padEnd(26),
      `${passed} passed`.padStart(10),
      `${failed} failed`.padStart(10),
      notApplying > 0 ? `${notApplying} not applying`.padStart(16) : '',
    ]
      .join(' ')
      .trimEnd();
  });
  return ['', ...lines, '', `${report.stack}: ${report.seconds.toFixed(0)} seconds`].join('\n');
}
