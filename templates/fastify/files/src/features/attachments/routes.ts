import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { pageOf, pageQuery } from '../../shared/page.ts';
import { notFound, problems } from '../../shared/problem.ts';
import { fileContent, sendFile } from '../../shared/send-file.ts';
import { currentUser } from '../accounts/session.ts';
import { attachmentTypes } from './content-type.ts';
import { attachment, signedLink, storageKey } from './model.ts';
import { removeDeletedNow } from './removal.ts';
import { attachmentsOf } from './repository.ts';

const byId = z.object({ id: z.uuid() });

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/notes/:id/attachments',
    {
      schema: {
        tags: ['attachments'],
        summary: 'The attachments on one of my notes, newest first',
        params: byId,
        querystring: pageQuery,
        response: {
          200: pageOf(attachment),
          ...problems('not-found'),
        },
      },
    },
    (request) =>
      attachmentsOf(app.db, currentUser(request).id).list(request.params.id, request.query),
  );

  app.get(
    '/v1/attachments/:id',
    {
      schema: {
        tags: ['attachments'],
        summary: 'What is known of an attachment',
        params: byId,
        response: { 200: attachment, ...problems('not-found') },
      },
    },
    (request) => attachmentsOf(app.db, currentUser(request).id).get(request.params.id),
  );

  app.get(
    '/v1/attachments/:id/content',
    {
      schema: {
        tags: ['attachments'],
        summary: 'Download an attachment',
        params: byId,
        produces: [...attachmentTypes],
        response: { 200: fileContent, ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const { id, name, type } = await attachmentsOf(app.db, currentUser(request).id).get(
        request.params.id,
      );
      const file = await app.storage.get(storageKey(id));
      if (!file) {
        request.log.error({ attachmentId: id }, 'the bytes of an attachment are missing');
        throw notFound('The content of this attachment');
      }
      return sendFile(reply, { ...file, name, type });
    },
  );

  app.post(
    '/v1/attachments/:id/link',
    {
      schema: {
        tags: ['attachments'],
        summary: 'A link that gives the file to whoever has it, for a short time',
        params: byId,
        response: { 200: signedLink, ...problems('not-found') },
      },
    },
    async (request) => {
      const { id, name, type } = await attachmentsOf(app.db, currentUser(request).id).get(
        request.params.id,
      );
      // Signatures know whole seconds only; the one that has begun is given on top.
      const seconds = Math.ceil(Date.now() / 1000) + app.config.SIGNED_LINK_SECONDS;
      const expiresAt = new Date(seconds * 1000);
      const url = await app.storage.link(storageKey(id), { name, type, expiresAt });
      return { url, expiresAt: expiresAt.toISOString() };
    },
  );

  app.delete(
    '/v1/attachments/:id',
    {
      schema: {
        tags: ['attachments'],
        summary: 'Delete an attachment',
        params: byId,
        response: {
          204: z.undefined().describe('Deleted'),
          ...problems('not-found'),
        },
      },
    },
    async (request, reply) => {
      const id = await attachmentsOf(app.db, currentUser(request).id).remove(request.params.id);
      await removeDeletedNow(app, [id]);
      return reply.code(204).send();
    },
  );
};

export default routes;
