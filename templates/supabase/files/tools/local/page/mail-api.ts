import type { Mail } from '../outbox.ts';

/** Mails in the words of Mailpit, the mail server of the official stack: tests read both alike. */
export function mailpitList(mails: Mail[]) {
  const messages = mails.map(({ id, to, subject, sentAt }) => ({
    ID: id,
    To: [{ Name: '', Address: to }],
    Subject: subject,
    Created: sentAt,
  }));
  return { total: mails.length, count: mails.length, messages };
}

export function mailpitMessage({ id, to, subject, text, html, sentAt }: Mail) {
  return {
    ID: id,
    To: [{ Name: '', Address: to }],
    Subject: subject,
    Date: sentAt,
    Text: text,
    HTML: html,
  };
}
