import { type AuthMode, createSupabaseContext, type SupabaseContext } from '@supabase/server';

import { readBytes } from './body.ts';
import type { Database } from './database.types.ts';
import { reportError } from './error-tracker.ts';
import { corsHeaders, withHeaders } from './headers.ts';
import { describeError, log } from './log.ts';
import { Problem } from './problem.ts';
import { allowedOrigins } from './settings.ts';
import { traceIdOf, traceparentOf } from './trace.ts';

export interface Call {
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly traceId: string;
  /** As the caller: every policy holds. */
  readonly supabase: SupabaseContext<Database>['supabase'];
  /** Past every policy: only for what the function itself has checked. */
  readonly supabaseAdmin: SupabaseContext<Database>['supabaseAdmin'];
}

interface Options {
  /** The name of the function: its route in the log. */
  readonly name: string;
  /** Who may call it; `none` where the function checks its callers by other means. */
  readonly auth: AuthMode;
  readonly maxBodyBytes: number;
}

/**
 * What every function does around its work: one log line and trace id per call, who may call, limits, headers, CORS,
 * and answers to errors that tell nothing of the inside.
 */
export function serve(
  options: Options,
  handle: (call: Call) => Promise<Response>,
): { fetch: (request: Request) => Promise<Response> } {
  return {
    async fetch(request) {
      const start = performance.now();
      const traceId = traceIdOf(request.headers);
      const response = await answer(request, traceId).catch((error: unknown) =>
        failed(error, traceId),
      );
      log('info', 'request', {
        method: request.method,
        route: `/${options.name}`,
        status: response.status,
        durationMs: Math.round((performance.now() - start) * 10) / 10,
        traceId,
      });
      return withHeaders(response, {
        'x-request-id': traceId,
        ...corsHeaders(request.headers.get('origin'), allowedOrigins()),
      });
    },
  };

  async function answer(request: Request, traceId: string): Promise<Response> {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    if (request.method !== 'POST') throw new Problem('method-not-allowed', 'Use POST.');
    const { data, error } = await createSupabaseContext<Database>(request, {
      auth: options.auth,
      supabaseOptions: { global: { headers: { traceparent: traceparentOf(traceId) } } },
    });
    if (error !== null) {
      if (error.status >= 500) throw error;
      throw new Problem('unauthenticated', 'This needs valid credentials.');
    }
    const body = await readBytes(request, options.maxBodyBytes);
    if (body.byteLength > 0 && !isJson(request.headers.get('content-type'))) {
      throw new Problem('unsupported-type', 'The body has to be JSON, and to say so.');
    }
    const { supabase, supabaseAdmin } = data;
    return handle({ headers: request.headers, body, traceId, supabase, supabaseAdmin });
  }

  async function failed(error: unknown, traceId: string): Promise<Response> {
    if (error instanceof Problem) return error.toResponse(traceId);
    log('error', 'unexpected error', {
      route: `/${options.name}`,
      traceId,
      err: describeError(error),
    });
    await reportError(error, traceId, { route: `/${options.name}` });
    return new Problem('internal', 'Something went wrong.').toResponse(traceId);
  }
}

function isJson(type: string | null): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? '');
}
