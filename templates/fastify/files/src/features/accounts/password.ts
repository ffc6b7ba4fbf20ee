export const minPasswordLength = 10;
export const maxPasswordLength = 128;

/** What people choose first when ten characters are asked for. */
const common = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'azerty',
  'letmein',
  'welcome',
  'iloveyou',
  '1q2w3e4r5t',
  'administrator',
];

const rows = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
];

const fillers = /[0-9!?.@#$%&*_-]+/g;
const fillersAround = /^[0-9!?.@#$%&*_-]+|[0-9!?.@#$%&*_-]+$/g;

const letterFor: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  '@': 'a',
  $: 's',
};

/** Why a password is too weak to be chosen, or undefined when it will do. */
export function passwordWeakness(password: string): string | undefined {
  const characters = Array.from(password);
  if (characters.length < minPasswordLength) {
    return `Too short: at least ${minPasswordLength} characters`;
  }
  if (new Set(characters).size < 5) return 'Too weak: too few different characters';

  const lower = password.toLowerCase();
  const letters = lower.replaceAll(fillers, '');
  const spelled = lower
    .replaceAll(fillersAround, '')
    .replaceAll(/[01345@$]/g, (sign) => letterFor[sign] ?? sign);
  const isRow = (text: string) => text.length >= 5 && rows.some((row) => row.includes(text));
  if (isRow(lower) || isRow(letters)) return 'Too weak: a row of keys';

  const isCommon = common.some(
    (word) => lower === word || spelled === word || letters === word || letters === word + word,
  );
  return isCommon ? 'Too weak: a common password' : undefined;
}
