import { expect, it } from 'vitest';
import { answer } from '../testing/fake-driver.ts';
import { headOf } from './sign-up.ts';

it('compares status and names of headers, whatever their values and the body are', () => {
  const raw = 'status 200\nx-request-id: a\ncontent-type: text/plain\n\nset-cookie: no header';
  expect(headOf(answer('ok', undefined, { raw }))).toEqual([
    'status 200',
    'content-type',
    'x-request-id',
  ]);
});
