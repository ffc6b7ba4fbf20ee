import type { QuestionId } from '@plinth/schema/decision/questions';
import type { LayerId, Shape } from '@plinth/schema/decision/recommendation';

/** Backend layers as people call them. */
export const LAYER_TITLES: Readonly<Record<LayerId, string>> = {
  auth: 'Accounts',
  database: 'Database',
  api: 'API',
  storage: 'Files',
  async: 'Background work',
  hosting: 'Hosting',
  observability: 'Logs and traces',
  realtime: 'Live updates',
  notifications: 'Notifications',
  search: 'Search',
  caching: 'Caching',
  payments: 'Payments',
  admin: 'Admin tools',
  delivery: 'Media delivery',
  sync: 'Offline sync',
};

/** What a shape means, for who hears the word for the first time. */
export const SHAPE_MEANS: Readonly<Record<Shape, string>> = {
  'baas-first': 'A platform brings accounts, data and files along; you write little server code.',
  hybrid:
    'A platform brings accounts, data and files along; a service of your own holds your rules.',
  custom: 'A service of your own, with its own database; nothing of it belongs to a platform.',
};

/** What a question is about, in a word or two, to stand before an answer. */
export const QUESTION_TOPICS: Readonly<Record<QuestionId, string>> = {
  appType: 'Product',
  clients: 'Clients',
  stage: 'Stage of the product',
  teamSize: 'Size of the team',
  backendExperience: 'Backend experience',
  dataThinking: 'Thinking about data',
  dataShape: 'Kind of data',
  domainLogic: 'Backend logic',
  asyncWork: 'Work outside requests',
  traffic: 'Load',
  realtime: 'Live updates',
  selfHosting: 'Self-hosting',
  vendorIndependence: 'Being able to leave',
  compliance: 'Compliance',
  adminUsers: 'Staff without code',
  language: 'Language',
  existing: 'Already there',
  builder: 'Who writes it',
  media: 'Files from users',
  payments: 'Payments',
  search: 'Search',
  offline: 'Working offline',
  priority: 'Priority',
};
