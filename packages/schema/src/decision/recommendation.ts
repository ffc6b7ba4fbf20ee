import { z } from 'zod';

/** Where a sentence comes from: a section of a document, or a public fact with the day on which it held. */
export const sourceSchema = z.union([
  z.strictObject({ document: z.string(), section: z.string() }),
  z.strictObject({ fact: z.string(), asOf: z.iso.date() }),
]);
export type Source = z.infer<typeof sourceSchema>;

export const SHAPES = ['baas-first', 'hybrid', 'custom'] as const;
export type Shape = (typeof SHAPES)[number];

/** A platform to build on, a service of one's own, or both; the shape says which. */
const optionShape = {
  shape: z.enum(SHAPES),
  platform: z.string().nullable().describe('Null for a custom stack.'),
  framework: z.string().nullable().describe('Null for a BaaS-first stack.'),
};
export const optionSchema = z.strictObject(optionShape);

export const hostingSchema = z.enum(['managed', 'self-hosted']);
export type Hosting = z.infer<typeof hostingSchema>;

/** The kinds that each layer can have. The first seven layers are always there. */
export const LAYER_KINDS = {
  auth: ['platform', 'provider', 'library', 'existing'],
  database: ['relational', 'document'],
  api: ['generated', 'functions', 'service'],
  storage: ['platform', 'object-store', 'none'],
  async: ['none', 'scheduled-functions', 'queue', 'workflow-engine'],
  hosting: ['managed', 'self-hosted'],
  observability: ['platform', 'opentelemetry'],
  realtime: ['platform', 'service', 'provider'],
  notifications: ['platform', 'service', 'provider'],
  search: ['platform', 'service', 'provider'],
  caching: ['platform', 'service', 'provider'],
  payments: ['platform', 'service', 'provider'],
  admin: ['platform', 'service', 'provider'],
  delivery: ['platform', 'service', 'provider'],
  sync: ['platform', 'service', 'provider'],
} as const satisfies Record<string, readonly string[]>;
export type LayerId = keyof typeof LAYER_KINDS;
export const LAYER_IDS = Object.keys(LAYER_KINDS) as readonly LayerId[];

/** Layers that every recommendation has; the others are there when the answers call for them. */
export const BASE_LAYERS = LAYER_IDS.slice(0, 7);

export const layerSchema = z.strictObject({
  kind: z.string(),
  choice: z.string().min(1).describe('A product, for a person to read; "none" for the kind none.'),
  vendor: z.string().min(1).describe('Who runs or sells it; what the team runs itself is "self".'),
  because: z.string().min(1),
  runnerUp: z.string().optional(),
});
export type Layer = z.infer<typeof layerSchema>;

const layersSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(LAYER_KINDS).map(([id, kinds]) => {
      const layer = layerSchema.extend({ kind: z.enum(kinds) });
      return [id, BASE_LAYERS.includes(id as LayerId) ? layer : layer.optional()];
    }),
  ),
) as unknown as z.ZodType<Layers>;
export type Layers = Readonly<Partial<Record<LayerId, Layer>>>;

export const recommendationSchema = z.strictObject({
  ...optionShape,
  hosting: hostingSchema,
  layers: layersSchema,
});

export const reasonSchema = z.strictObject({
  rule: z.string(),
  weight: z.int().describe('Points for the option, or against it where negative.'),
  because: z.string().min(1),
  source: sourceSchema,
});

const noteSchema = z.strictObject({
  id: z.string(),
  text: z.string().min(1),
  source: sourceSchema,
});

export const scaffoldSchema = z.strictObject({
  platform: z.string().nullable(),
  service: z.string().nullable(),
  options: z.record(z.string(), z.union([z.string(), z.boolean()])),
  command: z.string(),
  notWired: z.array(z.enum(LAYER_IDS)),
});
export type Scaffold = z.infer<typeof scaffoldSchema>;

/** The whole answer of `plinth decide --json`. */
export const decisionSchema = z.strictObject({
  recommendation: recommendationSchema,
  ranking: z
    .array(z.strictObject({ ...optionShape, score: z.int(), reasons: z.array(reasonSchema) }))
    .min(1)
    .describe('Every option that is not excluded, best first; the weights of its reasons add up.'),
  excluded: z.array(
    z.strictObject({
      id: z.string().describe('A shape, a platform or a framework.'),
      rule: z.string(),
      because: z.string().min(1),
      source: sourceSchema,
    }),
  ),
  watchFor: z.array(noteSchema),
  revisitWhen: z.array(noteSchema),
  exit: z.strictObject({ lockedInto: z.array(z.string()), wayOut: z.string().min(1) }),
  cost: z.strictObject({
    stage: z.string(),
    range: z.string(),
    growsWith: z.array(z.string()),
    source: sourceSchema,
    asOf: z.iso.date(),
  }),
  flips: z
    .array(
      z.strictObject({
        change: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
        to: optionSchema,
      }),
    )
    .describe('The single answers that, changed or given, change the recommendation.'),
  assumed: z.array(
    z.strictObject({
      question: z.string(),
      countsAs: z.union([z.string(), z.array(z.string()), z.null()]),
    }),
  ),
  settled: z.boolean().describe('No joint completion of the open questions changes the result.'),
  complete: z.boolean().describe('None changes a layer or a watch-for either.'),
  next: z.string().nullable().describe('The open question that can still change most.'),
  scaffold: scaffoldSchema.nullable(),
  nearest: z
    .strictObject({
      ...optionShape,
      hosting: hostingSchema,
      layers: layersSchema,
      scaffold: scaffoldSchema,
      breaks: z
        .array(z.strictObject({ id: z.string(), rule: z.string() }))
        .describe('Exclusions that it goes against, where nothing else can be built.'),
    })
    .nullable(),
});
export type Decision = z.infer<typeof decisionSchema>;
