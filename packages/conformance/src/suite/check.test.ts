import { expect, it } from 'vitest';
import { answer } from '../testing/fake-driver.ts';
import { createCheck } from './check.ts';

it('says what was looked at, expected and found', () => {
  const check = createCheck();
  expect(() => check.equal([1, 2], [1], 'the list')).toThrow(
    'the list: expected [ 1 ], found [ 1, 2 ]',
  );
  expect(() => check.outcome(answer('conflict'), ['ok', 'invalid'], 'the call')).toThrow(
    'the call: expected ok or invalid, found conflict',
  );
  expect(check.held).toBe(0);
});

it('gives the value of a good answer and counts what held', () => {
  const check = createCheck();
  expect(check.ok(answer('ok', 7), 'the call')).toBe(7);
  check.outcome(answer('forbidden'), 'forbidden', 'the other');
  expect(check.held).toBe(2);
});

it('wants a field at fault where the input is invalid', () => {
  const check = createCheck();
  const withField = answer('invalid', undefined, { fields: ['title'] });
  check.invalid(withField, 'a title', ['title']);
  check.invalid(withField, 'anything');
  expect(() => check.invalid(withField, 'a body', ['body'])).toThrow('a field at fault (body)');
  expect(() => check.invalid(answer('invalid'), 'anything')).toThrow('a field at fault');
  expect(() => check.invalid(answer('ok'), 'anything')).toThrow('expected invalid, found ok');
});

it('looks again until it holds, and gives up', async () => {
  const check = createCheck();
  let looks = 0;
  const look = async (): Promise<number> => (looks += 1);
  expect(await check.soon(look, (value) => value === 3, 'the third look')).toBe(3);
  await expect(check.soon(look, () => false, 'never', 0.1)).rejects.toThrow(
    'never: expected it within 0.1 seconds',
  );
});

it('finds what must not be there, and refuses to look for nothing', () => {
  const check = createCheck();
  check.absent('a text', { word: 'other' }, 'the text');
  expect(() => check.absent('a secret text', { word: 'secret' }, 'the text')).toThrow('no word');
  expect(() => check.absent('a text', { word: '' }, 'the text')).toThrow('an empty value');
});
