import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { useService } from './support/service.ts';

const service = await useService();

test('a client that goes away in the middle of a body is no failure of the service', async () => {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /api/auth/sign-in/email HTTP/1.1\r\nhost: localhost\r\n' +
      'content-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  await expect.poll(() => service.logLines.join('\n')).toContain('aborted');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(service.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
});
