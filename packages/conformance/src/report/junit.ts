import { GROUPS } from '../contract/behaviour.ts';
import { count, type Report, type Result } from '../suite/results.ts';

/** A run as JUnit XML: one suite, one case for each behaviour; what does not apply is a skipped case with its reason. */
export function toJunit(report: Report): string {
  const { passed, failed, notApplying } = count(report);
  const cases = report.results.map((result) => caseOf(report.stack, result));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${passed + failed + notApplying}" failures="${failed}" skipped="${notApplying}" time="${report.seconds}">`,
    `  <testsuite name="${escape(`conformance of ${report.stack}`)}" tests="${passed + failed + notApplying}" failures="${failed}" errors="0" skipped="${notApplying}" time="${report.seconds}">`,
    ...cases.map((each) => `    ${each}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(stack: string, { id, title, group, seconds, verdict }: Result): string {
  const head = `<testcase classname="${escape(`${stack}.${GROUPS[group]}`)}" name="${escape(`${id} ${title}`)}" time="${seconds}"`;
  switch (verdict.kind) {
    case 'passed':
      return `${head}><properties><property name="ground" value="${verdict.ground}"/></properties></testcase>`;
    case 'failed':
      return `${head}><failure message="${escape(verdict.message)}">${escape(verdict.details)}</failure></testcase>`;
    case 'does not apply':
      return `${head}><skipped message="${escape(verdict.because)}"/></testcase>`;
  }
}

/** XML 1.0 has no form for most control characters; they are told by their number. */
function escape(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the ones to be found
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
      })
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\n', '&#10;')
  );
}
