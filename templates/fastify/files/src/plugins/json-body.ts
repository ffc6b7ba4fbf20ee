import { isUtf8 } from 'node:buffer';

import fp from 'fastify-plugin';

import { invalid } from '../shared/problem.ts';

/** Takes JSON and nothing else. */
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
        // Decoding would replace the wrong bytes, and another text than was sent would be stored.
        else if (!isUtf8(body)) done(invalid('body', 'Not UTF-8'));
        else void parse(request, body.toString(), done);
      },
    );
  },
  { name: 'json-body' },
);
