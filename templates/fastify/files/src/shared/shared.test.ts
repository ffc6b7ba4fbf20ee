import { expect, test } from 'vitest';

import { clientAddress } from './client-address.ts';
import { text } from './text.ts';
import { uuidv7 } from './uuid.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:1::1', '2001:db8:1:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
])('the client of %s is %s', (ip, client) => {
  expect(clientAddress(ip)).toBe(client);
});

test('text is measured in characters, not in code units', () => {
  const upToThree = text(1, 3);
  expect(upToThree.safeParse('😀😀😀').success).toBe(true);
  expect(upToThree.safeParse('😀😀😀😀').success).toBe(false);
  expect(upToThree.safeParse('').success).toBe(false);
  expect(upToThree.safeParse('a\0').success).toBe(false);
  expect(upToThree.safeParse('\uD83D').success).toBe(false);
});

test('ids are UUIDs of version 7, in the order of their making', async () => {
  const first = uuidv7();
  await new Promise((resolve) => setTimeout(resolve, 2));
  const second = uuidv7();
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(first < second).toBe(true);
});
