/** A setting, or undefined where it is missing or empty. */
export function setting(name: string): string | undefined {
  const value = Deno.env.get(name);
  return value === undefined || value === '' ? undefined : value;
}

/** A whole number from a setting. @throws Error that names the setting if it is anything else */
export function wholeNumber(name: string, fallback: number, min: number, max: number): number {
  const text = setting(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${name} has to be a whole number from ${min} to ${max}`);
  }
  return value;
}

export function allowedOrigins(): string[] {
  return (setting('ALLOWED_ORIGINS') ?? '')
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
}
