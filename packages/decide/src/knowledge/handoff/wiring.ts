import type { LayerId } from '@plinth/schema/decision/recommendation';

/** What to do to wire a layer, by its kind. */
export const WIRING: Readonly<Record<LayerId, Readonly<Record<string, string>>>> = {
  auth: {
    platform:
      'Confirm addresses by mail, set the lifetime of sessions, and let a service check tokens against the platform’s keys.',
    provider:
      'Check its tokens by its published keys, with issuer and audience; keep only its user id in your tables.',
    library:
      'Keep accounts in the service’s database: confirmed mail, hashed passwords, limits on failed sign-ins.',
    existing:
      'Accept the tokens of the web product by its keys and an audience of your own; open no second sign-up.',
  },
  database: {
    relational:
      'Keep every change as a migration in the repository; one migrator for each schema; practise a restore.',
    document:
      'Write down the shape of each kind of document and its indexes; validate on write; export on a schedule.',
  },
  api: {
    generated:
      'Open only what a client needs, under tight access rules; no rule of the business lives in a client.',
    functions:
      'One function for each action that decides something; validate input, check rights, answer alike on errors.',
    service: 'Describe it by OpenAPI, version it, and check rights in one place for every route.',
  },
  storage: {
    platform: 'Private buckets, names as ids, signed links that expire, limits on size and type.',
    'object-store':
      'A private bucket behind the service; signed links that expire, limits on size and type.',
    none: 'Nothing to wire until files come.',
  },
  async: {
    none: 'Nothing to wire until something runs outside a request.',
    'scheduled-functions':
      'Write what is to be done into an outbox with the data, and let a scheduled function lease and finish it.',
    queue:
      'Enqueue in the same transaction as the data; retry with growing delay; keep a list of what failed for good.',
    'workflow-engine':
      'Keep steps small and repeatable; the engine keeps the state, your database keeps the truth.',
  },
  hosting: {
    managed: 'Deploy from the repository, one environment for trying, secrets in the host’s store.',
    'self-hosted':
      'Write down who upgrades, watches and restores; pin every image; keep backups off the machine.',
  },
  observability: {
    platform:
      'Send errors of clients and functions to the tracker, alert on a rate, and look at the platform’s logs once a week.',
    opentelemetry:
      'One trace from request to job, JSON logs with its id, metrics by route; no secrets in any.',
  },
  realtime: {
    platform: 'Subscribe under the same access rules as reads; reconnect with a fresh read.',
    service:
      'Check rights when a channel is joined, not only at sign-in; send ids and let clients read.',
    provider: 'Issue short-lived tokens for each channel from your own code.',
  },
  notifications: {
    platform: 'Send from a function after the rules have decided; keep what people opted out of.',
    service:
      'Send from the worker; keep what people opted out of, and remove devices that are gone.',
    provider:
      'Send from a job; keep its key on the server, and what people opted out of in your tables.',
  },
  search: {
    platform:
      'Index what is searched, in the languages that people write; search under the same access rules.',
    service:
      'Feed it by jobs from the same transaction, rebuild it by one command, filter by owner on the server.',
    provider:
      'Feed it by functions on each change, give clients keys that are limited to what they may see.',
  },
  caching: {
    platform: 'Set lifetimes on what is public; never cache what belongs to one person.',
    service:
      'Cache reads by key with a lifetime, drop the key in the transaction’s end; measure the hit rate.',
    provider: 'Cache only public answers, by headers that the backend sets.',
  },
  payments: {
    platform: 'Confirm payments by signed events, never by the client’s word.',
    service: 'Confirm payments by signed events, never by the client’s word.',
    provider:
      'Confirm payments by signed events, never by the client’s word; count each once and reconcile daily.',
  },
  admin: {
    platform: 'A role of its own for staff, and an audit trail of what they read and change.',
    service: 'Put it behind the service’s rules, with a second factor and an audit trail.',
    provider:
      'Let it call audited functions, never the database with a key that can do everything.',
  },
  delivery: {
    platform: 'Ask for the size that is shown, and set lifetimes on what is public.',
    service: 'Sign the addresses of sizes, so that nobody orders a million of them.',
    provider: 'Put it in front of public files only; sign the addresses of sizes.',
  },
  sync: {
    platform: 'Decide per kind of record who wins, and test with the network off.',
    service:
      'Give records ids on the device, send changes with a version, decide conflicts on the server.',
    provider: 'Write its rules like access rules, and test as another member with the network off.',
  },
};
