import { spawn } from 'node:child_process';

/** Runs a program without a shell, on this terminal, and gives its exit code. */
export function runProcess(
  file: string,
  parameters: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, parameters, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
