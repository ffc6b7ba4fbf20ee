const secondsOf = { s: 1, m: 60, h: 3600 } as const;

/** Seconds of a duration as config.toml writes it (`1m30s`, `24h`); undefined if it is none. */
export function durationSeconds(text: string | undefined): number | undefined {
  if (!text || !/^(\d+(\.\d+)?[smh])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)([smh])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * secondsOf[unit as keyof typeof secondsOf],
    0,
  );
}

const bytesOf = { B: 1, KB: 1e3, KIB: 2 ** 10, MB: 1e6, MIB: 2 ** 20, GB: 1e9, GIB: 2 ** 30 };

/** Bytes of a size as config.toml writes it (`50MiB`). */
export function sizeBytes(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([KMG]?i?B)$/i.exec(text) ?? [];
  return Number(amount ?? 0) * bytesOf[(unit ?? 'B').toUpperCase() as keyof typeof bytesOf];
}
