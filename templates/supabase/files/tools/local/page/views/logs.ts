import type { LogLine } from '../function-logs.ts';
import type { PageParts } from '../parts.ts';
import { clock } from './format.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

export function logsPage(parts: PageParts, lines: readonly LogLine[]): Html {
  const body = html`<h1>Functions</h1>
    ${logList(lines)}`;
  return layout({ parts, title: 'Functions', section: '/logs', body });
}

/** Log lines in short; opened, each tells all that it holds. */
export function logList(lines: readonly LogLine[]): Html {
  if (lines.length === 0) return html`<p class="empty">No function has been called yet.</p>`;
  return html`<div class="log">${lines.map(logLine)}</div>`;
}

function logLine({ source, time, level, message, fields }: LogLine): Html {
  const short = Object.entries(fields)
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .map(([key, value]) => `${key}=${String(value)}`);
  const whole = JSON.stringify({ time, level, ...fields }, null, 2).replaceAll('\\n', '\n');
  return html`<details class="line ${levelClass(level)}">
    <summary>
      <span class="when">${clock(new Date(time))}</span>
      <span class="tag">${source}</span>
      <b class="level">${level}</b>
      <span class="message">${message} <span class="fields">${short.join(' ')}</span></span>
    </summary>
    <pre>${whole}</pre>
  </details>`;
}

function levelClass(level: string): string {
  if (level === 'error') return 'failed';
  return level === 'warn' ? 'warned' : 'plain';
}
