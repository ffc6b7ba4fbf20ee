import type { QuestionId, ValueOf } from '@plinth/schema/decision/questions';

/** How a question is put to a person. */
export interface Wording<Q extends QuestionId = QuestionId> {
  readonly ask: string;
  /** The answer to "why do you ask?". */
  readonly why: string;
  readonly values: Readonly<Record<ValueOf<Q>, string>>;
}

export const WORDINGS: { readonly [Q in QuestionId]: Wording<Q> } = {
  appType: {
    ask: 'What are you building?',
    why: 'The kind of product decides what its backend has to be good at, before any taste in tools.',
    values: {
      'consumer-utility': 'A small consumer app: accounts, sync, a few functions',
      'content-community': 'A community or social product: profiles, feeds, comments, moderation',
      'commerce-marketplace': 'A shop, marketplace or booking product: inventory, states, payouts',
      saas: 'Business software: dashboards, collaboration, structured business data',
      'saas-companion': 'A mobile companion to a web product that already exists',
      'internal-tool': 'An internal tool: staff, roles, forms, field work',
      'content-platform': 'A content platform: models, editors, structured records kept by people',
      'integration-api': 'Endpoints, automations and glue between services of others',
    },
  },
  clients: {
    ask: 'Who talks to the backend?',
    why: 'SDKs differ: some are best on phones, some on the web, some cover everything.',
    values: {
      web: 'Browsers',
      mobile: 'iOS and Android apps',
      server: 'Other backends and devices',
    },
  },
  stage: {
    ask: 'Where is the product?',
    why: 'An experiment and a running business can afford different things.',
    values: {
      prototype: 'An experiment or a side project',
      mvp: 'A first release',
      growth: 'Paying users, and growing',
      established: 'A running business with a known load',
    },
  },
  teamSize: {
    ask: 'How many people will own the backend?',
    why: 'What is owned must be operated; few people do better with less of it.',
    values: {
      solo: 'One',
      small: 'Two to nine',
      large: 'Ten or more, with clear ownership for the platform',
    },
  },
  backendExperience: {
    ask: 'How much backend has the team built and run?',
    why: 'A service of your own needs somebody who has debugged one at night.',
    values: {
      none: 'None: frontend or product people',
      some: 'Some: has shipped APIs',
      strong: 'Much: has designed, run and debugged services in production',
    },
  },
  dataThinking: {
    ask: 'How does the team think about data?',
    why: 'A backend that matches how you think is the one that you will get right.',
    values: {
      sql: 'Tables, migrations, SQL',
      api: 'Collections, documents, SDK calls',
      visual: 'Would rather draw it than write it',
    },
  },
  dataShape: {
    ask: 'What is the data like?',
    why: 'Joins and transactions on a document store hurt for years; so does the reverse.',
    values: {
      relational: 'Related: joins, reports, transactions',
      document: 'Loose: nested, self-contained documents',
    },
  },
  domainLogic: {
    ask: 'How much of the product is backend logic of its own?',
    why: 'This decides more than anything else between a platform, a service of your own, and both.',
    values: {
      crud: 'Little: data access, permissions, a few workflows',
      some: 'Some: rules that must run on a server',
      complex: 'It is the business: optimisation, pipelines, deep integration, unusual rules',
    },
  },
  asyncWork: {
    ask: 'What runs outside a request?',
    why: 'Work that outlives a request needs a queue, a clock or an engine.',
    values: {
      notifications: 'E-mail and push messages',
      scheduled: 'Reminders, clean-ups, reports by the clock',
      webhooks: 'Events from or to third parties',
      pipelines: 'Processing of media or data',
      orchestration: 'Long workflows of many steps across services',
    },
  },
  traffic: {
    ask: 'What is the load like?',
    why: 'The shape of the load matters as much as the number of people.',
    values: {
      'low-steady': 'Small and even',
      bursty: 'Sharp peaks',
      'read-heavy': 'Far more reads than writes',
      'write-complex': 'Many writes that must stay consistent',
      massive: 'Very high from the first day',
    },
  },
  realtime: {
    ask: 'Are there live updates?',
    why: 'Platforms handle live channels differently well, and bill them differently.',
    values: {
      none: 'Not needed',
      updates: 'Lists and dashboards that refresh themselves',
      core: 'Chat, who is online, working together, live location',
    },
  },
  selfHosting: {
    ask: 'Must you host it yourselves?',
    why: 'It rules out what only runs in a vendor’s cloud, and it is work; a wish alone is better served managed.',
    values: {
      no: 'No, managed is fine',
      someday: 'Someday perhaps, without a requirement behind it',
      required: 'We must host it ourselves: compliance, contracts or price demand it',
    },
  },
  vendorIndependence: {
    ask: 'How much does it matter to be able to leave?',
    why: 'The best ecosystem and the easiest way out are seldom the same product.',
    values: {
      unconcerned: 'Not much: the best ecosystem wins',
      important: 'It is worth some convenience',
      critical: 'Lock-in is unacceptable',
    },
  },
  compliance: {
    ask: 'What must be proven to others?',
    why: 'Audits and certificates ask for control that not every platform gives.',
    values: {
      none: 'Nothing special',
      audit: 'Who did what must be on record',
      strict: 'Regulated data, certificates, control over access and where data lies',
    },
  },
  adminUsers: {
    ask: 'Who works in the backend without writing code?',
    why: 'Screens for staff are a product of their own, unless a platform brings them.',
    values: {
      none: 'Nobody',
      support: 'A few support people, now and then',
      daily: 'Operations or editors, every day',
    },
  },
  language: {
    ask: 'Which language is the backend to be written in?',
    why: 'It rules out frameworks of other languages.',
    values: {
      any: 'No preference',
      typescript: 'TypeScript or JavaScript',
      python: 'Python',
      ruby: 'Ruby',
      jvm: 'Java or Kotlin',
      rust: 'Rust',
      php: 'PHP',
      polyglot: 'Functions in several languages',
    },
  },
  existing: {
    ask: 'What is already there and should be kept?',
    why: 'What exists is cheaper to keep than to replace, and decides much by itself.',
    values: {
      'web-product': 'A web product with accounts and APIs',
      parse: 'A Parse app, or a team that knows Parse well',
      postgres: 'A Postgres database',
      'google-cloud': 'A team that lives in Google’s ecosystem',
      'back-office': 'Systems of record that must be integrated',
    },
  },
  builder: {
    ask: 'Who writes the backend?',
    why: 'Some tools are made for agents, some for people who draw.',
    values: {
      'hand-written': 'People, with or without an assistant',
      'ai-agent': 'An AI agent assembles it, and the team wants to own the result',
      visual: 'People with a visual editor',
    },
  },
  media: {
    ask: 'Do people upload files?',
    why: 'Files need storage, and heavy media a delivery network.',
    values: {
      none: 'No files',
      uploads: 'Avatars, attachments, documents',
      heavy: 'Images or video to transform and deliver',
    },
  },
  payments: {
    ask: 'Does money move through the product?',
    why: 'Money needs rules on a server, a queue and an audit trail.',
    values: { no: 'No', yes: 'Money moves through the product' },
  },
  search: {
    ask: 'Is discovery across many records a key feature?',
    why: 'Good search is a layer of its own.',
    values: { no: 'No', yes: 'Discovery across many records is a key feature' },
  },
  offline: {
    ask: 'Do clients work without a connection?',
    why: 'Offline work means sync and conflicts, which few platforms solve for you.',
    values: { no: 'No', yes: 'Clients work offline and sync later' },
  },
  priority: {
    ask: 'What wins when two things pull apart?',
    why: 'Where options are close, this decides.',
    values: {
      speed: 'Shipping soonest',
      control: 'Owning every part',
      portability: 'Being able to leave',
      operations: 'The least to run',
      performance: 'The fastest runtime',
      ecosystem: 'What is mature and widely known',
      cost: 'A predictable bill',
    },
  },
};
