import { createTransport } from 'nodemailer';

import type { Transport } from './mailer.ts';

export function createSmtpTransport(url: string, from: string): Transport {
  const smtp = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    await smtp.sendMail({ from, to: { name: '', address: to }, subject, text });
  };
}
