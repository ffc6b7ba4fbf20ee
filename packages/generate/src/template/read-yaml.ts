import { type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { readDocument, type ReadDocument, YamlSyntaxError } from '../merge/yaml-syntax.ts';
import { sourceKey, type SourceLines, type SourcePath } from './source-lines.ts';

/** A YAML file as data, with the line of each node. */
export interface YamlSource {
  readonly value: unknown;
  readonly lines: SourceLines;
}

/**
 * Reads a YAML file that people write.
 *
 * @throws YamlSyntaxError also for the key `__proto__`, which would be lost on the way to an object
 */
export function readYaml(text: string): YamlSource {
  const { document, lineOf } = readDocument(text);
  const lines = linesOf(document, lineOf);
  return { value: toData(document), lines };
}

function toData(document: Document): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // More aliases than any person writes.
    throw new YamlSyntaxError(cause instanceof Error ? cause.message : String(cause), 1);
  }
}

function linesOf(document: Document, lineOf: ReadDocument['lineOf']): SourceLines {
  const lines = new Map<string, number>();
  const walk = (node: unknown, path: SourcePath, line: number, around: number): void => {
    if (line !== around) lines.set(sourceKey(path), line);
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        const at = isScalar(key) || isAlias(key) ? lineOf(key.range?.[0]) : line;
        if (name === '__proto__') throw new YamlSyntaxError('The key "__proto__"', at);
        walk(value, [...path, name], at, line);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        const { range } = (item ?? {}) as { range?: [number, number, number] | null };
        walk(item, [...path, index], range ? lineOf(range[0]) : line, line);
      });
    }
  };
  walk(document.contents, [], lineOf(document.contents?.range?.[0]), 0);
  return Object.fromEntries(lines);
}
