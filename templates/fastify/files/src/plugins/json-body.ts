import { isUtf8 } from 'node:buffer';

import fp from 'fastify-plugin';

import { invalid, Problem } from '../shared/problem.ts';

/** Takes JSON in UTF-8 (RFC 8259) and nothing else. */
export default fp(
  async (app) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.removeAllContentTypeParsers();
    app.addContentTypeParser<Buffer>(
      'application/json',
      { parseAs: 'buffer' },
      (request, body, done) => {
        // Many clients name the type of a body that they do not send.
        if (body.length === 0) done(null);
        else if (!isInUtf8(request.headers['content-type'])) {
          done(new Problem('unsupported-type', { detail: 'JSON has to be in UTF-8.' }));
        }
        // Decoding would replace the wrong bytes, and another text than was sent would be stored.
        else if (!isUtf8(body)) done(invalid('body', 'Not UTF-8'));
        else void parse(request, body.toString(), done);
      },
    );
  },
  { name: 'json-body' },
);

function isInUtf8(contentType = ''): boolean {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType) ?? [];
  return /^(utf-8|utf8|us-ascii)$/i.test(charset);
}
