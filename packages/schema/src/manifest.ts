import { z } from 'zod';
import { capabilitySchema, conditionSchema } from './condition.ts';
import { LAYER_IDS, LAYER_KINDS, type LayerId } from './decision/recommendation.ts';
import { idSchema, optionSchema } from './option.ts';
import { variableSchema } from './variable.ts';

/** A path inside the project, with forward slashes, that stays inside it. */
export const projectPathSchema = z.string().min(1).max(400);

const jsonValue = z.json();

const contributions = z
  .record(z.string(), z.array(jsonValue).min(1))
  .describe('Items for named lists, by list name.');

const layerSchema = z.strictObject({
  name: idSchema,
  about: z.string().min(1).optional(),
  when: conditionSchema.default({}),
  into: projectPathSchema
    .optional()
    .describe('Folder of the project that the layer is written into.'),
  overrides: z
    .array(projectPathSchema)
    .default([])
    .describe('Paths that the layer replaces although an earlier one writes them.'),
  contributes: contributions.default({}),
  env: z.array(variableSchema).default([]),
});
export type Layer = z.infer<typeof layerSchema>;

const wiringSchema = z
  .strictObject({
    layer: z.enum(LAYER_IDS).describe('A backend layer, as a recommendation names it.'),
    as: z
      .enum([...new Set(Object.values(LAYER_KINDS).flat())])
      .describe('Its kind, in the words of a recommendation.'),
    with: z.string().min(1).max(80).describe('What does it, for a person to read.'),
    when: conditionSchema.default({}),
  })
  .refine(({ layer, as }) => kindsOf(layer).includes(as), {
    path: ['as'],
    error: ({ input }) => {
      const { layer } = input as { layer: LayerId };
      return `the layer ${layer} is one of: ${kindsOf(layer).join(', ')}`;
    },
  });

const kindsOf = (layer: LayerId): readonly string[] => LAYER_KINDS[layer];
export type Wiring = z.infer<typeof wiringSchema>;

const templateId = idSchema;

export interface Use {
  readonly part: string;
  /** Folder of the project that the part is written into; without it, the project itself. */
  readonly into?: string;
}

const useSchema = z
  .union([
    idSchema,
    z.strictObject({
      part: idSchema,
      into: projectPathSchema.describe('Folder of the project that the part is written into.'),
    }),
  ])
  .transform((use): Use => (typeof use === 'string' ? { part: use } : use));

/** `template.yaml`: everything that the engine knows of a template. */
export const manifestSchema = z.strictObject({
  id: templateId,
  kind: z
    .enum(['platform', 'service', 'part'])
    .describe(
      'platform: a backend to build on. service: an own process. part: shared, never chosen alone.',
    ),
  title: z.string().min(1).max(60),
  about: z.string().min(1).max(200),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  node: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .optional()
    .describe('The oldest Node that the project runs on.'),
  uses: z.array(useSchema).default([]).describe('Parts that are rendered before the template.'),
  provides: z
    .array(capabilitySchema)
    .default([])
    .describe('What a platform brings along for services beside it.'),
  lacks: z
    .array(z.enum(['silent sign-up']))
    .default([])
    .describe(
      'What a platform has not and the conformance contract asks only of those that have it. silent sign-up: one that answers alike for known and unknown addresses.',
    ),
  alone: z
    .boolean()
    .default(false)
    .describe('Whether it cannot stand beside a platform or a service yet.'),
  options: z.array(optionSchema).default([]),
  lists: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe('Named lists that layers may contribute to, with what an item is.'),
  flags: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), conditionSchema)
    .default({})
    .describe('Named conditions, computed once, for `{{#if flags.name}}`.'),
  values: z
    .array(
      z.strictObject({
        file: projectPathSchema,
        at: z
          .string()
          .regex(/^(?:\/(?:[^~/]|~[01])+)+$/, 'a JSON pointer, such as /scripts/test')
          .describe('JSON pointer of the value to set.'),
        from: z.string().describe('Name in the rendering context, with dots.'),
      }),
    )
    .default([])
    .describe('Values of the spec that are set in structured files after merging.'),
  contributes: contributions.default({}),
  env: z.array(variableSchema).default([]),
  envFiles: z
    .boolean()
    .default(false)
    .describe('Whether .env.example, and .env with generated secrets, are written.'),
  layers: z.array(layerSchema).default([]),
  verbatim: z
    .array(z.string())
    .default([])
    .describe(
      'Paths of the project whose name and text are taken as they are: double braces, syntax and a leading underscore are not looked at.',
    ),
  wires: z
    .array(wiringSchema)
    .default([])
    .describe(
      'Backend layers that work in the project as it is written; the rest is left to the person.',
    ),
  checks: z
    .array(z.string().regex(/^[a-z][a-z0-9:-]*$/))
    .default([])
    .describe('Scripts of the generated project that prove it, in order.'),
  serves: z
    .array(
      z.strictObject({
        run: z.string().describe('The script that serves until it is stopped.'),
        port: z.string().describe('The variable that gives it a port.'),
        ready: z.string().startsWith('/').describe('A path that answers 200 once it serves.'),
      }),
    )
    .default([])
    .describe('Scripts of the generated project that serve, tried after the checks.'),
  cleanUp: z
    .array(z.string())
    .default([])
    .describe('Scripts that end what the others leave running.'),
  next: z
    .array(z.strictObject({ run: z.string().optional(), about: z.string() }))
    .default([])
    .describe('What a person does after creation; `run` is the name of a script.'),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestInput = z.input<typeof manifestSchema>;
