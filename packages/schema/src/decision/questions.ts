/** What one question takes; `neutral` is what an unanswered one, or one answered `null`, counts as. */
export interface QuestionContract {
  /** `one` value, or a list of `many`. */
  readonly kind: 'one' | 'many';
  /** `null`: nothing is known, and no rule that needs the answer fires. */
  readonly neutral: string | null | readonly [];
  readonly values: readonly string[];
}

/** The questions that a decision is made from: their ids and the values of their answers, in their order. */
export const QUESTIONS = {
  appType: {
    kind: 'one',
    neutral: null,
    values: [
      'consumer-utility',
      'content-community',
      'commerce-marketplace',
      'saas',
      'saas-companion',
      'internal-tool',
      'content-platform',
      'integration-api',
    ],
  },
  clients: { kind: 'many', neutral: [], values: ['web', 'mobile', 'server'] },
  stage: { kind: 'one', neutral: null, values: ['prototype', 'mvp', 'growth', 'established'] },
  teamSize: { kind: 'one', neutral: null, values: ['solo', 'small', 'large'] },
  backendExperience: { kind: 'one', neutral: null, values: ['none', 'some', 'strong'] },
  dataThinking: { kind: 'one', neutral: null, values: ['sql', 'api', 'visual'] },
  dataShape: { kind: 'one', neutral: null, values: ['relational', 'document'] },
  domainLogic: { kind: 'one', neutral: null, values: ['crud', 'some', 'complex'] },
  asyncWork: {
    kind: 'many',
    neutral: [],
    values: ['notifications', 'scheduled', 'webhooks', 'pipelines', 'orchestration'],
  },
  traffic: {
    kind: 'one',
    neutral: null,
    values: ['low-steady', 'bursty', 'read-heavy', 'write-complex', 'massive'],
  },
  realtime: { kind: 'one', neutral: 'none', values: ['none', 'updates', 'core'] },
  selfHosting: { kind: 'one', neutral: 'no', values: ['no', 'someday', 'required'] },
  vendorIndependence: {
    kind: 'one',
    neutral: null,
    values: ['unconcerned', 'important', 'critical'],
  },
  compliance: { kind: 'one', neutral: 'none', values: ['none', 'audit', 'strict'] },
  adminUsers: { kind: 'one', neutral: 'none', values: ['none', 'support', 'daily'] },
  language: {
    kind: 'one',
    neutral: 'any',
    values: ['any', 'typescript', 'python', 'ruby', 'jvm', 'rust', 'php', 'polyglot'],
  },
  existing: {
    kind: 'many',
    neutral: [],
    values: ['web-product', 'parse', 'postgres', 'google-cloud', 'back-office'],
  },
  builder: { kind: 'one', neutral: 'hand-written', values: ['hand-written', 'ai-agent', 'visual'] },
  media: { kind: 'one', neutral: 'none', values: ['none', 'uploads', 'heavy'] },
  payments: { kind: 'one', neutral: 'no', values: ['no', 'yes'] },
  search: { kind: 'one', neutral: 'no', values: ['no', 'yes'] },
  offline: { kind: 'one', neutral: 'no', values: ['no', 'yes'] },
  priority: {
    kind: 'one',
    neutral: null,
    values: ['speed', 'control', 'portability', 'operations', 'performance', 'ecosystem', 'cost'],
  },
} as const satisfies Record<string, QuestionContract>;

export type QuestionId = keyof typeof QUESTIONS;
export type ValueOf<Q extends QuestionId> = (typeof QUESTIONS)[Q]['values'][number];
type OneQuestion = {
  [Q in QuestionId]: (typeof QUESTIONS)[Q]['kind'] extends 'one' ? Q : never;
}[QuestionId];
export type ManyQuestion = Exclude<QuestionId, OneQuestion>;

/** The ids in the order of the questionnaire. */
export const QUESTION_IDS = Object.keys(QUESTIONS) as readonly QuestionId[];

/** A missing key is an open question; `null` is asked and not known: closed, and counts as neutral. */
export type Answers = {
  readonly [Q in OneQuestion]?: ValueOf<Q> | null;
} & { readonly [Q in ManyQuestion]?: readonly ValueOf<Q>[] | null };
