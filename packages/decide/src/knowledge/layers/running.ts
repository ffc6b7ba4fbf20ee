import type { LayerRule } from './layer-rule.ts';

const WITH_PLATFORM = ['baas-first', 'hybrid'] as const;

export const storage: readonly LayerRule[] = [
  {
    id: 'storage-none',
    when: [{ media: 'none', 'asyncWork.pipelines': false }],
    kind: 'none',
    choice: 'none',
    vendor: 'self',
    because: 'No files from users are planned.',
    runnerUp: 'An S3-compatible bucket, when files come',
  },
  {
    id: 'storage-drawn',
    on: { platform: ['buildship'] },
    kind: 'object-store',
    choice: { platform: 'storage' },
    vendor: 'google',
    because: 'BuildShip reaches the buckets of Google Cloud directly.',
    runnerUp: 'Cloudflare R2',
  },
  {
    id: 'storage-platform',
    on: { shape: WITH_PLATFORM },
    kind: 'platform',
    choice: { platform: 'storage' },
    vendor: 'platform',
    because: 'Files stand under the same access rules as the data they belong to.',
    runnerUp: 'Cloudflare R2',
  },
  {
    id: 'storage-managed',
    on: { hosting: 'managed' },
    kind: 'object-store',
    choice: 'Cloudflare R2 (S3 API)',
    vendor: 'cloudflare',
    because: 'Any S3-compatible store will do; this one does not charge for what goes out.',
    runnerUp: 'Amazon S3',
  },
  {
    id: 'storage-self-hosted',
    kind: 'object-store',
    choice: 'SeaweedFS (S3 API) on own servers',
    vendor: 'self',
    because: 'An S3-compatible store of one’s own keeps the code the same everywhere.',
    runnerUp: 'Garage',
  },
];

export const hosting: readonly LayerRule[] = [
  {
    id: 'hosting-platform-cloud',
    on: { shape: ['baas-first'], hosting: 'managed' },
    kind: 'managed',
    choice: { platform: 'cloud' },
    vendor: 'platform',
    because: 'Managed hosting saves the time that backups, upgrades and monitoring take.',
    runnerUp: 'Own servers, once there is a requirement',
  },
  {
    id: 'hosting-google',
    on: { shape: ['hybrid'], platform: ['firebase'] },
    kind: 'managed',
    choice: 'Cloud Run beside Firebase',
    vendor: 'google',
    because: 'The service runs next to the platform, with one bill.',
    runnerUp: 'Render',
  },
  {
    id: 'hosting-app-host',
    on: { hosting: 'managed' },
    kind: 'managed',
    choice: 'Render, for the service and its worker',
    vendor: 'render',
    because: 'An app host runs containers, with certificates and deploys, without servers to keep.',
    runnerUp: 'Railway',
  },
  {
    id: 'hosting-own-platform',
    on: { shape: ['baas-first'] },
    kind: 'self-hosted',
    choice: { platform: 'ownServers' },
    vendor: 'self',
    because: 'Self-hosting is a requirement.',
    runnerUp: 'A managed server at a host in the right country',
  },
  {
    id: 'hosting-own-hybrid',
    on: { shape: ['hybrid'] },
    kind: 'self-hosted',
    choice: 'The platform, the service and its worker in containers on own servers',
    vendor: 'self',
    because: 'Self-hosting is a requirement.',
    runnerUp: 'Kubernetes, where it is run anyway',
  },
  {
    id: 'hosting-own-service',
    kind: 'self-hosted',
    choice: 'The service and its worker in containers on own servers',
    vendor: 'self',
    because: 'Self-hosting is a requirement.',
    runnerUp: 'Kubernetes, where it is run anyway',
  },
];

export const observability: readonly LayerRule[] = [
  {
    id: 'observability-platform',
    on: { shape: ['baas-first'], hosting: 'managed' },
    kind: 'platform',
    choice: { platform: 'logs' },
    vendor: 'sentry',
    because:
      'The platform keeps the logs; errors of clients and functions still need a place to be seen.',
    runnerUp: 'Better Stack',
  },
  {
    id: 'observability-own-platform',
    on: { shape: ['baas-first'] },
    kind: 'platform',
    choice: 'Container logs in Loki, with error tracking by GlitchTip',
    vendor: 'self',
    because: 'What is hosted by the team is watched by the team.',
    runnerUp: 'OpenObserve',
  },
  {
    id: 'observability-managed',
    on: { hosting: 'managed' },
    kind: 'opentelemetry',
    choice: 'OpenTelemetry to Grafana Cloud',
    vendor: 'grafana',
    because:
      'Traces, logs and metrics of a service of one’s own, in a form that every vendor takes.',
    runnerUp: 'Honeycomb',
  },
  {
    id: 'observability-self-hosted',
    kind: 'opentelemetry',
    choice: 'OpenTelemetry to Grafana, Loki and Tempo on own servers',
    vendor: 'self',
    because: 'Traces, logs and metrics of a service of one’s own, kept at home.',
    runnerUp: 'SigNoz',
  },
];
