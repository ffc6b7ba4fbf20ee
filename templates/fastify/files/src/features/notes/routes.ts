import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { pageOf, pageQuery } from '../../shared/page.ts';
import { problems } from '../../shared/problem.ts';
import { currentUser } from '../accounts/session.ts';
import { removeDeletedNow } from '../attachments/removal.ts';
import { attachmentIdsOf } from '../attachments/repository.ts';
import { recordAudit } from '../audit/audit.ts';
import { idempotencyHeaders, runOnce } from '../idempotency/idempotency.ts';
import { newNote, note, noteChange } from './model.ts';
import { listAllNotes, notesOf, prepareCreateNote, prepareGetNote } from './repository.ts';

const noteId = z.object({ id: z.uuid() });

const routes: FastifyPluginAsyncZod = async (app) => {
  const getNote = prepareGetNote(app.db);
  const createNote = prepareCreateNote(app.db);

  app.get(
    '/v1/notes',
    {
      schema: {
        tags: ['notes'],
        summary: 'My notes, newest first',
        querystring: pageQuery,
        response: { 200: pageOf(note) },
      },
    },
    (request) => notesOf(app.db, currentUser(request).id).list(request.query),
  );

  app.post(
    '/v1/notes',
    {
      schema: {
        tags: ['notes'],
        summary: 'Write a note',
        headers: idempotencyHeaders,
        body: newNote,
        response: { 201: note, ...problems('conflict') },
      },
    },
    async (request, reply) => {
      const { body, headers } = request;
      const userId = currentUser(request).id;
      const key = headers['idempotency-key'];
      const created =
        key === undefined
          ? await createNote(userId, body)
          : await runOnce(app.db, { userId, operation: 'notes.create', key, payload: body }, (tx) =>
              notesOf(tx, userId).create(body),
            );
      return reply.code(201).header('location', `/v1/notes/${created.id}`).send(created);
    },
  );

  app.get(
    '/v1/notes/:id',
    {
      schema: {
        tags: ['notes'],
        summary: 'One of my notes',
        params: noteId,
        response: { 200: note, ...problems('not-found') },
      },
    },
    (request) => getNote(currentUser(request).id, request.params.id),
  );

  app.patch(
    '/v1/notes/:id',
    {
      schema: {
        tags: ['notes'],
        summary: 'Change a note',
        params: noteId,
        body: noteChange,
        response: { 200: note, ...problems('not-found', 'conflict') },
      },
    },
    (request) => notesOf(app.db, currentUser(request).id).update(request.params.id, request.body),
  );

  app.delete(
    '/v1/notes/:id',
    {
      schema: {
        tags: ['notes'],
        summary: 'Delete a note',
        params: noteId,
        response: {
          204: z.undefined().describe('Deleted'),
          ...problems('not-found'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const attached = await app.db.transaction(async (tx) => {
        const ids = await attachmentIdsOf(tx, id);
        await notesOf(tx, currentUser(request).id).remove(id);
        return ids;
      });
      await removeDeletedNow(app, attached);
      return reply.code(204).send();
    },
  );

  app.get(
    '/v1/admin/notes',
    {
      config: { access: 'admin' },
      schema: {
        tags: ['admin'],
        summary: 'The notes of all members, newest first; each foreign one read is audited',
        querystring: pageQuery,
        response: { 200: pageOf(note) },
      },
    },
    (request) =>
      app.db.transaction(async (tx) => {
        const actorId = currentUser(request).id;
        const page = await listAllNotes(tx, request.query);
        const foreign = page.items.filter(({ ownerId }) => ownerId !== actorId);
        await recordAudit(
          tx,
          foreign.map(({ id, ownerId }) => ({
            actorId,
            action: 'note.read',
            subjectType: 'note',
            subjectId: id,
            ownerId,
            traceId: request.id,
          })),
        );
        return page;
      }),
  );
};

export default routes;
