import type { MetricPoint } from './otlp.ts';

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/**
 * Reads what a scrape answers (https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4). A histogram is
 * one point per series; its buckets are left out.
 */
export function readExposition(text: string): MetricPoint[] {
  const lines = text.split('\n');
  const histograms = new Set(
    lines.flatMap((line) => /^# TYPE (\S+) histogram$/.exec(line)?.slice(1) ?? []),
  );
  const points = new Map<string, MetricPoint>();
  for (const line of lines) {
    const [, written = '', inBraces = '', number = ''] = LINE.exec(line) ?? [];
    if (written === '') continue;
    const [, base = '', part] = /^(.*)_(bucket|count|sum)$/.exec(written) ?? [];
    const isPart = histograms.has(base);
    if (isPart && part === 'bucket') continue;
    const name = isPart ? base : written;
    const labels = Object.fromEntries(
      [...inBraces.matchAll(LABEL)].map(([, key = '', value = '']) => [key, unescaped(value)]),
    );
    const key = JSON.stringify([name, labels]);
    const known = points.get(key) ?? { name, labels, count: undefined, value: 0 };
    const isCount = isPart && part === 'count';
    points.set(key, { ...known, [isCount ? 'count' : 'value']: Number(number) });
  }
  return [...points.values()];
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character,
  );
}
