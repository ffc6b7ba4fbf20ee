import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { notFound, Problem, problems } from '../../shared/problem.ts';
import { fileContent, sendFile } from '../../shared/send-file.ts';
import { text } from '../../shared/text.ts';
import { wholeNumber } from '../../shared/whole-number.ts';
import { createLinks, linkPath } from '../../storage/links.ts';
import { attachmentTypes } from '../attachments/content-type.ts';

const fileKey = z.object({
  folder: z.string().regex(/^[a-z]{1,64}$/),
  id: z.uuid(),
});

const signedQuery = z.strictObject({
  name: text(1, 255),
  type: text(1, 255),
  expires: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  signature: z.string().regex(/^[\w-]{43}$/),
});

/** Signed links to files on the local disk. Those to S3 lead there and never come by here. */
const routes: FastifyPluginAsyncZod = async (app) => {
  if (app.config.S3_BUCKET !== undefined) return;
  const links = createLinks(app.config);

  app.get(
    `${linkPath}/:folder/:id`,
    {
      config: { access: 'public' },
      schema: {
        tags: ['files'],
        summary: 'A file, for whoever has a signed link that has not expired',
        params: fileKey,
        querystring: signedQuery,
        produces: [...attachmentTypes],
        response: { 200: fileContent, ...problems('forbidden', 'not-found') },
      },
    },
    async (request, reply) => {
      const key = `${request.params.folder}/${request.params.id}`;
      if (!links.isValid({ ...request.query, key })) {
        throw new Problem('forbidden', { detail: 'This link is not valid or has expired.' });
      }
      const file = await app.storage.get(key);
      if (!file) throw notFound('This file');
      const { name, type } = request.query;
      return sendFile(reply, { ...file, name, type });
    },
  );
};

export default routes;
