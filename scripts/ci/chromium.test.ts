import { expect, it } from 'vitest';
import { aptGet } from './chromium.ts';

it.each([
  [true, ['env', 'PATH=/bin:/usr/local/sbin:/usr/sbin:/sbin']],
  [false, ['sudo', '-n', 'env', 'PATH=/bin:/usr/local/sbin:/usr/sbin:/sbin']],
])('apt-get runs as root (already root: %s), and asks nobody', (isRoot, first) => {
  const command = aptGet(['update'], { isRoot, path: '/bin' });
  expect(command.slice(0, first.length)).toEqual(first);
  expect(command.slice(first.length)).toEqual([
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
    'update',
  ]);
});
