import { findChromium } from '../../tests/browser/support/chromium.ts';
import { runProgram } from './run-program.ts';

/** Installs Debian's Chromium where there is none; gives what went wrong, in one line. */
export async function ensureChromium(stop: AbortSignal): Promise<string | undefined> {
  if (findChromium() !== undefined) return undefined;
  console.log('\n━━ There is no Chromium: installing it');
  // Whether the lists are good enough is for the install to say.
  await runProgram(aptGet(['update']), { minutes: 2, stop });
  const { end } = await runProgram(
    aptGet(['install', '-y', '--no-install-recommends', 'chromium']),
    { minutes: 3, stop },
  );
  if (end === 0 && findChromium() !== undefined) return undefined;
  const reason = typeof end === 'number' ? `exit code ${end}` : end;
  return `there is no Chromium, and apt-get did not install it (${reason}): install it as root, or set CHROMIUM=/path/to/it`;
}

/** `apt-get` that asks nobody, as root: with sudo where this is another user, and with what dpkg needs on the path. */
export function aptGet(
  parameters: readonly string[],
  { isRoot = process.getuid?.() === 0, path = process.env['PATH'] ?? '' } = {},
): string[] {
  return [
    ...(isRoot ? [] : ['sudo', '-n']),
    'env',
    `PATH=${path}:/usr/local/sbin:/usr/sbin:/sbin`,
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...parameters,
  ];
}
