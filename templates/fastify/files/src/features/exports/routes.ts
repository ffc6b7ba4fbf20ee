import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { pageOf, pageQuery } from '../../shared/page.ts';
import { notFound, Problem, problems } from '../../shared/problem.ts';
import { sendFile } from '../../shared/send-file.ts';
import { currentUser } from '../accounts/session.ts';
import { idempotencyHeaders, runOnce } from '../idempotency/idempotency.ts';
import { makeExport } from './jobs.ts';
import { exportedNotes, exportModel, storageKey } from './model.ts';
import { exportsOf } from './repository.ts';

const byId = z.object({ id: z.uuid() });

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/exports',
    {
      schema: {
        tags: ['exports'],
        summary: 'My exports, newest first',
        querystring: pageQuery,
        response: { 200: pageOf(exportModel) },
      },
    },
    (request) => exportsOf(app.db, currentUser(request).id).list(request.query),
  );

  app.post(
    '/v1/exports',
    {
      schema: {
        tags: ['exports'],
        summary: 'Ask for a file with all my notes; a worker makes it',
        headers: idempotencyHeaders,
        body: z.strictObject({}).nullish(),
        response: { 202: exportModel, ...problems('conflict') },
      },
    },
    async (request, reply) => {
      const userId = currentUser(request).id;
      const created = await runOnce(
        app.db,
        {
          userId,
          operation: 'exports.create',
          key: request.headers['idempotency-key'],
          payload: {},
        },
        async (tx) => {
          const row = await exportsOf(tx, userId).create();
          await app.jobs.enqueue(tx, makeExport, { exportId: row.id }, { traceId: request.id });
          return row;
        },
      );
      return reply.code(202).header('location', `/v1/exports/${created.id}`).send(created);
    },
  );

  app.get(
    '/v1/exports/:id',
    {
      schema: {
        tags: ['exports'],
        summary: 'Whether one of my exports is ready',
        params: byId,
        response: { 200: exportModel, ...problems('not-found') },
      },
    },
    (request) => exportsOf(app.db, currentUser(request).id).get(request.params.id),
  );

  app.get(
    '/v1/exports/:id/file',
    {
      schema: {
        tags: ['exports'],
        summary: 'Download one of my exports',
        params: byId,
        response: {
          200: exportedNotes,
          ...problems('not-found', 'conflict'),
        },
      },
    },
    async (request, reply) => {
      const { id, status, createdAt } = await exportsOf(app.db, currentUser(request).id).get(
        request.params.id,
      );
      if (status !== 'ready') {
        throw new Problem('conflict', { detail: `The export is ${status}, it has no file.` });
      }
      const file = await app.storage.get(storageKey(id));
      if (!file) {
        request.log.error({ exportId: id }, 'the file of an export is missing');
        throw notFound('The file of this export');
      }
      const name = `notes-${createdAt.slice(0, 10)}.json`;
      return sendFile(reply, { ...file, name, type: 'application/json' });
    },
  );
};

export default routes;
