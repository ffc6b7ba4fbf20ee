import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';

import autoload from '@fastify/autoload';
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

import type { Config } from './config.ts';
import type { Database, DatabaseConnection } from './database/client.ts';
import type { Auth } from './features/accounts/auth.ts';
import type { SessionUser } from './features/accounts/session.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Storage } from './storage/storage.ts';
import { noTelemetry, type Telemetry } from './telemetry/telemetry.ts';
import { answerUnrouted } from './unrouted.ts';

/** What the application is made of and does not make itself. */
export interface AppParts {
  config: Config;
  logger: FastifyBaseLogger;
  database: DatabaseConnection;
  mailer: Mailer;
  storage: Storage;
  telemetry?: Telemetry;
}

declare module 'fastify' {
  interface FastifyInstance {
    config: Config;
    mailer: Mailer;
    storage: Storage;
    telemetry: Telemetry;
    db: Database;
    auth: Auth;
    /** Asks the database for a sign of life. */
    ping(): Promise<void>;
    /** A stop begins with `draining`, not ready but serving, and ends with `closing`. */
    stage: 'serving' | 'draining' | 'closing';
  }

  interface FastifyRequest {
    user: SessionUser | null;
  }

  interface FastifyContextConfig {
    access?: 'public' | 'member' | 'admin';
  }
}

export async function buildApp({
  config,
  logger,
  database,
  mailer,
  storage,
  telemetry = noTelemetry,
}: AppParts) {
  const unrouted = answerUnrouted(config, logger);
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    genReqId: (request) => telemetry.traceId() ?? traceId(request),
    trustProxy: (_address, hop) => hop < config.TRUST_PROXY,
    bodyLimit: 256 * 1024,
    // Long enough for the largest upload at 1 Mbit/s.
    requestTimeout: 120_000,
    // The plugin "leaving" answers in the form of all other failures.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => unrouted.unreadable(error, socket),
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (_error, request, reply) => unrouted.malformedAddress(request, reply),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.decorate('config', config);
  app.decorate('mailer', mailer);
  app.decorate('storage', storage);
  app.decorate('telemetry', telemetry);
  app.decorate('db', database.db);
  app.decorate('ping', () => database.ping());
  app.decorate('stage', 'serving');

  await app.register(autoload, { dir: folder('plugins'), matchFilter: isModule });
  await app.register(autoload, {
    dir: folder('features'),
    dirNameRoutePrefix: false,
    matchFilter: (path) => isModule(path) && /routes\.[jt]s$/.test(path),
  });
  return app;
}

function folder(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function isModule(path: string): boolean {
  return !/\.test\.[jt]s$/.test(path);
}

/** The trace that the caller is in (W3C traceparent), or a new one. */
function traceId(request: IncomingMessage): string {
  const { traceparent } = request.headers;
  const given = typeof traceparent === 'string' ? traceparentPattern.exec(traceparent)?.[1] : null;
  return given ?? randomUUID().replaceAll('-', '');
}

const traceparentPattern = /^00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
