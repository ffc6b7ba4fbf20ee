import { expect, it } from 'vitest';
import { storageGround } from '../../templates/fastify/contract/storage.ts';

it('is real on the disk, and a stand-in on the S3 server of the tests', () => {
  expect(storageGround({})).toBe('real');
  expect(storageGround({ storage: 's3' })).toBe('stand-in');
});

it('refuses a storage that it does not know, by those that it does', () => {
  expect(() => storageGround({ storage: 'toString' })).toThrow('there is disk, s3');
});
