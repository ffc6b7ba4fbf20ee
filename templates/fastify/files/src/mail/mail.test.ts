import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';
import { expect, test } from 'vitest';

import { loadConfig } from '../config.ts';
import { chooseTransport, createMailer } from './mailer.ts';
import { createOutbox } from './outbox.ts';
import { createSmtpTransport } from './smtp.ts';

const mail = {
  to: 'member@example.com',
  subject: 'Grüße',
  text: 'Open http://localhost:3000/verify?token=a.b-c&x=1\n\nBye',
};

test('the outbox keeps each mail as one finished file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'outbox-'));
  try {
    const outbox = createOutbox(directory);
    await Promise.all([outbox(mail), outbox({ ...mail, subject: 'Second' })]);
    const files = await readdir(directory);
    expect(files).toHaveLength(2);
    for (const file of files) {
      const content: unknown = JSON.parse(await readFile(join(directory, file), 'utf8'));
      expect(content).toMatchObject({
        id: file.replace('.json', ''),
        to: mail.to,
        links: ['http://localhost:3000/verify?token=a.b-c&x=1'],
        sentAt: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    }
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('SMTP delivers to the address as it is, and to no other', async () => {
  const server = await startSmtpServer();
  const send = createSmtpTransport(`smtp://127.0.0.1:${server.port}`, 'Shop <shop@example.com>');
  await send(mail);
  await send({ ...mail, to: 'a@example.com, b@example.com' }).catch(() => {});
  await send({ ...mail, subject: 'Hi\r\nBcc: victim@example.com' });
  server.close();

  expect(server.lines).toContain('MAIL FROM:<shop@example.com>');
  expect(server.lines).toContain('RCPT TO:<member@example.com>');
  expect(server.lines).not.toContain('RCPT TO:<b@example.com>');
  expect(server.lines).not.toContain('Bcc: victim@example.com');
});

test('a mail that cannot be sent is logged without its content, and ends nothing', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const mailer = createMailer(() => Promise.reject(new Error('no route')), log);
  mailer.post(mail);
  await mailer.settled();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('no route');
  expect(lines[0]).not.toContain(mail.to);
  expect(lines[0]).not.toContain('token=');
});

test('production never writes mails to files', () => {
  const config = loadConfig({ AUTH_SECRET: 'k7Hq2ZpX9vLr4TnB8wYc1MdF6sJg3RaE' });
  expect(() => chooseTransport({ ...config, NODE_ENV: 'production' })).toThrow(/SMTP_URL/);
});

/** Takes every mail and remembers the lines that it was told. */
async function startSmtpServer() {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.on('error', () => {});
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        lines.push(line);
        if (inData && line !== '.') continue;
        inData = line === 'DATA';
        socket.write(inData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 OK\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, lines, close: () => void server.close() };
}
