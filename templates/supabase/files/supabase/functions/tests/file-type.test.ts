import assert from 'node:assert/strict';

import { fileTypeOf } from '../_shared/file-type.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

const samples: readonly (readonly [string, Uint8Array, string | undefined])[] = [
  ['nothing', bytes(''), 'text/plain'],
  ['text in any script', bytes('Größe 报告 😀\r\n\t.'), 'text/plain'],
  ['text that speaks of <b>', bytes('a < b, and <b>bold</b>'), 'text/plain'],
  ['a PDF', bytes('%PDF-1.7\n…'), 'application/pdf'],
  ['a PNG', png, 'image/png'],
  ['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  ['half the start of a PNG', png.slice(0, 4), undefined],
  ['HTML', bytes('\n <!doctype html><p>'), undefined],
  ['SVG', bytes('<svg onload="x()">'), undefined],
  ['XML', bytes('\uFEFF<?xml version="1.0"?>'), undefined],
  ['a program', bytes('\x7fELF\x02\x01'), undefined],
  ['text with a NUL', bytes('a\0b'), undefined],
  ['broken UTF-8', new Uint8Array([0x61, 0xff, 0x62]), undefined],
];

for (const [what, content, type] of samples) {
  Deno.test(`the type of ${what}`, () => assert.equal(fileTypeOf(content), type));
}
