import type { Mail } from './mails.ts';

export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; }
a { color: light-dark(#0b57d0, #8ab4f8); }
ol { list-style: none; padding: 0; border-top: 1px solid light-dark(#d5d8dc, #44474a); }
li { padding: 0.6rem 0; border-bottom: 1px solid light-dark(#d5d8dc, #44474a); }
.from, time, dt { color: light-dark(#5f6368, #a0a4a8); font-size: 0.9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; align-items: baseline; }
dd { margin: 0; }
pre { font: inherit; white-space: pre-wrap; border-top: 1px solid light-dark(#d5d8dc, #44474a); padding-top: 1rem; }
`;

/** Loads the page again when a mail has arrived. */
export const script = `
const mails = async () => (await fetch('/api/mails')).text();
const known = mails();
const look = async () => {
  try {
    if ((await mails()) !== (await known)) return location.reload();
  } catch {}
  setTimeout(look, 2000);
};
setTimeout(look, 2000);
`;

export function listPage(mails: Mail[]): string {
  const items = mails.map(
    (mail) => `<li>
  <a href="/mails/${encodeURIComponent(mail.id)}">${escape(mail.subject)}</a>
  <div class="from">to ${escape(mail.to)} · ${time(mail.sentAt)}</div>
</li>`,
  );
  const list = items.length > 0 ? `<ol>${items.join('\n')}</ol>` : '<p>No mail yet.</p>';
  return page('Outbox', `<h1>Outbox</h1>\n${list}\n<script src="/refresh.js"></script>`);
}

export function mailPage(mail: Mail): string {
  const body = `<p><a href="/">← All mails</a></p>
<h1>${escape(mail.subject)}</h1>
<dl><dt>To</dt><dd>${escape(mail.to)}</dd><dt>Sent</dt><dd>${time(mail.sentAt)}</dd></dl>
<pre>${withLinks(mail.text)}</pre>`;
  return page(mail.subject, body);
}

export function messagePage(message: string): string {
  return page(message, `<h1>${escape(message)}</h1>\n<p><a href="/">All mails</a></p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
${body}
</body>
</html>
`;
}

function time(iso: string): string {
  return `<time datetime="${escape(iso)}">${escape(iso.replace('T', ' ').replace(/\..*$/, ' UTC'))}</time>`;
}

/** Makes the web addresses of a text clickable; a full stop or bracket after one is not part of it. */
function withLinks(text: string): string {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]])/);
  return parts.map((part, index) => (index % 2 === 1 ? link(part) : escape(part))).join('');
}

function link(address: string): string {
  const safe = escape(address);
  return `<a href="${safe}" target="_blank" rel="noopener noreferrer">${safe}</a>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
