import type { QuestionId } from '@plinth/schema/decision/questions';

/** One thing a person is asked at once; it answers one question or several. */
export interface Prompt {
  readonly id: string;
  readonly ask: string;
  readonly why: string;
  /**
   * `select`: one value. `pair`: one value of each of two questions, chosen together. `checklist`: any of the items; a question without a ticked item counts as its neutral value.
   */
  readonly kind: 'select' | 'pair' | 'checklist';
  readonly questions: readonly QuestionId[];
}

const one = (question: QuestionId): Prompt => ({
  id: question,
  ask: '',
  why: '',
  kind: 'select',
  questions: [question],
});

/** All prompts; every question is in exactly one. */
export const PROMPTS: readonly Prompt[] = [
  one('appType'),
  one('domainLogic'),
  {
    id: 'team',
    ask: 'Who will own the backend?',
    why: 'What is owned must be operated, by people who know how.',
    kind: 'pair',
    questions: ['teamSize', 'backendExperience'],
  },
  {
    id: 'data',
    ask: 'What is the data like, and how does the team think about it?',
    why: 'A backend that matches the data and the people is the one that they get right.',
    kind: 'pair',
    questions: ['dataShape', 'dataThinking'],
  },
  {
    id: 'circumstances',
    ask: 'Which of these hold? Most people tick none or one.',
    why: 'Each is rare, and decides much where it holds.',
    kind: 'checklist',
    questions: [
      'selfHosting',
      'vendorIndependence',
      'compliance',
      'existing',
      'adminUsers',
      'builder',
    ],
  },
  {
    id: 'features',
    ask: 'Who talks to it, and what will it do within a year? Tick what applies.',
    why: 'Each brings a layer of its own, work outside a request, or a demand on the SDKs.',
    kind: 'checklist',
    questions: ['clients', 'asyncWork', 'realtime', 'media', 'payments', 'search', 'offline'],
  },
  one('priority'),
  one('language'),
  one('traffic'),
  one('stage'),
];
