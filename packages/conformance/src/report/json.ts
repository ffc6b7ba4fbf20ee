import { count, type Report } from '../suite/results.ts';

/** A run as JSON, with a format number for those who read it. */
export function toJson(report: Report): string {
  return `${JSON.stringify({ format: 1, ...report, count: count(report) }, null, 2)}\n`;
}
