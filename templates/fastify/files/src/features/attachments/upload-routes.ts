import { Readable } from 'node:stream';

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { Problem, problems } from '../../shared/problem.ts';
import { fileContent } from '../../shared/send-file.ts';
import { uuidv7 } from '../../shared/uuid.ts';
import { currentUser } from '../accounts/session.ts';
import { attachment, maxFileBytes, storageKey, uploadQuery } from './model.ts';
import { attachmentsOf } from './repository.ts';
import { receive, tooLarge } from './upload.ts';

/** In a file of its own, because here a body is a stream of bytes, whatever type is declared. */
const routes: FastifyPluginAsyncZod = async (app) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.post(
    '/v1/notes/:id/attachments',
    {
      schema: {
        tags: ['attachments'],
        summary: 'Attach a file: the body is its bytes, up to 10 MiB; its type is told by content',
        params: z.object({ id: z.uuid() }),
        querystring: uploadQuery,
        consumes: ['application/octet-stream'],
        body: fileContent,
        response: {
          201: attachment,
          ...problems('not-found'),
        },
      },
    },
    async (request, reply) => {
      const noteId = request.params.id;
      const attachments = attachmentsOf(app.db, currentUser(request).id);
      await attachments.checkNote(noteId);
      if (Number(request.headers['content-length']) > maxFileBytes) throw tooLarge();

      const id = uuidv7();
      const body = request.body instanceof Readable ? request.body : Readable.from([]);
      const { type, size } = await receive(body, app.storage, storageKey(id));
      const { name } = request.query;
      const added = await attachments.add(noteId, { id, name, type, size }).catch(async (error) => {
        // The note is gone. After any other failure the row may be there all the same, where the
        // answer of the database got lost: the sweep looks first.
        if (error instanceof Problem) await app.storage.delete(storageKey(id));
        throw error;
      });
      return reply.code(201).header('location', `/v1/attachments/${id}`).send(added);
    },
  );
};

export default routes;
