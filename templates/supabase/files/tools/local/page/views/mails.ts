import type { Mail } from '../../outbox.ts';
import type { PageParts } from '../parts.ts';
import { clock } from './format.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

export function mailsPage(parts: PageParts, mails: readonly Mail[]): Html {
  const body = html`<h1>Mails</h1>
    ${mailList(mails)}`;
  return layout({ parts, title: 'Mails', section: '/mails', body });
}

export function mailPage(parts: PageParts, { subject, to, sentAt, text }: Mail): Html {
  const body = html`<p class="back"><a href="/mails">All mails</a></p>
    <h1>${subject}</h1>
    <dl class="facts">
      <div>
        <dt>To</dt>
        <dd>${to}</dd>
      </div>
      <div>
        <dt>Sent</dt>
        <dd>${clock(new Date(sentAt))}</dd>
      </div>
    </dl>
    <pre class="letter">${withLinks(text)}</pre>`;
  return layout({ parts, title: subject, section: '/mails', body });
}

export function mailList(mails: readonly Mail[]): Html {
  if (mails.length === 0) return html`<p class="empty">No mail yet. Sign up, and one arrives.</p>`;
  const items = mails.map(
    ({ id, subject, to, sentAt }) =>
      html`<li class="row">
        <a class="what" id="mail-${id}" href="/mails/${id}">${subject}</a>
        <span class="to">${to}</span>
        <span class="when">${clock(new Date(sentAt))}</span>
      </li>`,
  );
  return html`<ol class="rows mails">
    ${items}
  </ol>`;
}

/** Makes the web addresses of a text clickable. */
function withLinks(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
        : part,
    );
}
