import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Kit } from '@plinth/conformance/kit/kit';

/** What every call of the SDK resolves to. */
export interface Reply {
  readonly data: unknown;
  readonly error: unknown;
}

/** A query of the Data API while it is put together. */
export interface Query extends PromiseLike<Reply> {
  select(columns?: string): Query;
  eq(column: string, value: unknown): Query;
  or(filters: string): Query;
  order(column: string, options: { ascending: boolean }): Query;
  limit(count: number): Query;
  single(): Query;
}

interface Bucket {
  upload(path: string, body: Uint8Array, options: { contentType: string }): Promise<Reply>;
  update(path: string, body: Uint8Array, options: { contentType: string }): Promise<Reply>;
  download(path: string): PromiseLike<Reply>;
  createSignedUrl(path: string, seconds: number): Promise<Reply>;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

interface EmailLink {
  readonly token_hash: string;
  readonly type: string;
}

/** What is used of a client of the project's own SDK. */
export interface Client {
  readonly auth: {
    signUp(person: {
      email: string;
      password: string;
      options: { data: Record<string, string> };
    }): Promise<Reply>;
    signInWithPassword(credentials: { email: string; password: string }): Promise<Reply>;
    signInWithOtp(request: {
      email: string;
      options: { shouldCreateUser: boolean };
    }): Promise<Reply>;
    verifyOtp(link: EmailLink): Promise<Reply>;
    setSession(tokens: Tokens): Promise<Reply>;
    resetPasswordForEmail(email: string): Promise<Reply>;
    updateUser(changes: { password: string }): Promise<Reply>;
    refreshSession(session: { refresh_token: string }): Promise<Reply>;
    getUser(token?: string): Promise<Reply>;
    readonly admin: { signOut(token: string, scope: 'local'): Promise<Reply> };
  };
  from(table: string): {
    select(columns?: string): Query;
    insert(row: Readonly<Record<string, unknown>>): Query;
    update(changes: Readonly<Record<string, unknown>>): Query;
    delete(): Query;
  };
  rpc(name: string, parameters?: Readonly<Record<string, unknown>>): Query;
  readonly storage: { from(bucket: string): Bucket };
  readonly functions: {
    invoke(name: string, options: { body: unknown }): Promise<Reply>;
  };
}

export interface ClientOptions {
  readonly auth: {
    readonly persistSession: false;
    readonly autoRefreshToken: false;
    readonly detectSessionInUrl: false;
  };
  readonly realtime: { readonly transport: new () => unknown };
  readonly global: {
    readonly fetch: typeof fetch;
    readonly headers: Readonly<Record<string, string>>;
  };
}

export type CreateClient = (url: string, key: string, options: ClientOptions) => Client;

/** The SDK that the project itself has installed. */
export function loadSdk({ folder }: Kit): CreateClient {
  const require = createRequire(join(folder, 'package.json'));
  return (require('@supabase/supabase-js') as { createClient: CreateClient }).createClient;
}
