import type { Platform } from './options.ts';

/** What a bill grows with: what a paid plan includes, and what comes on top. */
export interface Meter {
  readonly of: string;
  /** What the free tier or the paid plan includes; absent where no figure was found. */
  readonly included?: string;
  readonly price?: string;
  /** `vendor`: read in the vendor's own text. `second-hand`: read elsewhere, and told as such. */
  readonly known: 'vendor' | 'second-hand';
}

/** Meters by platform, as of FACTS_AS_OF. Prices change: they are shown with that day. */
export const METERS: Readonly<Record<Platform, readonly Meter[]>> = {
  supabase: [
    { of: 'compute of each project', known: 'vendor' },
    { of: 'monthly active users', included: '100,000', price: '$0.00325 each', known: 'vendor' },
    { of: 'disk of a project', included: '8 GB', price: '$0.125 a GB', known: 'vendor' },
    { of: 'egress', included: '250 GB', price: '$0.09 a GB', known: 'vendor' },
    { of: 'calls of functions', included: '2 million', price: '$2 a million', known: 'vendor' },
  ],
  appwrite: [
    { of: 'reads', included: '1.75 million', price: '$0.06 per 100,000', known: 'second-hand' },
    { of: 'writes', included: '750,000', price: '$0.10 per 100,000', known: 'second-hand' },
    { of: 'executions', included: '3.5 million', price: '$2 a million', known: 'second-hand' },
    { of: 'bandwidth', included: '2 TB', price: '$15 per 100 GB', known: 'second-hand' },
    { of: 'storage', included: '150 GB', price: '$2.80 per 100 GB', known: 'second-hand' },
  ],
  directus: [
    { of: 'the licence', included: '3 seats and 25 collections', known: 'vendor' },
    { of: 'the server and the database that it runs on', known: 'vendor' },
  ],
  firebase: [
    { of: 'documents read', included: '50,000 a day', price: 'by region', known: 'vendor' },
    { of: 'documents written', included: '20,000 a day', price: 'by region', known: 'vendor' },
    {
      of: 'calls of functions',
      included: '2 million',
      price: '$0.40 a million',
      known: 'second-hand',
    },
    { of: 'hosting traffic', included: '360 MB a day', price: '$0.15 a GB', known: 'second-hand' },
  ],
  parse: [
    { of: 'requests and storage at the host', known: 'second-hand' },
    { of: 'the database', known: 'second-hand' },
  ],
  pocketbase: [
    { of: 'the size of one server', known: 'vendor' },
    { of: 'its disk and backups', known: 'vendor' },
  ],
  buildship: [{ of: 'what workflows use; no price list was found', known: 'second-hand' }],
};

/** `egress: 250 GB included, then $0.09 a GB` */
export function meterText({ of, included, price, known }: Meter): string {
  const figures = [included && `${included} included`, price && `then ${price}`]
    .filter((figure) => figure !== undefined && figure !== '')
    .join(', ');
  const doubt = figures !== '' && known === 'second-hand' ? ' (second-hand)' : '';
  return figures === '' ? of : `${of}: ${figures}${doubt}`;
}
