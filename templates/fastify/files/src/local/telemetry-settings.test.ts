import { expect, test } from 'vitest';

import { ownTelemetrySetting, telemetryTo } from './telemetry-settings.ts';

const page = 'http://localhost:8025';

test('telemetry goes to the page', () => {
  expect(telemetryTo(page, {})).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: page,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  });
});

test.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])(
  'a place in %s wins over the page',
  (name) => {
    const settings = { [name]: 'http://collector:4318' };
    expect(telemetryTo(page, settings)).toEqual({});
    expect(ownTelemetrySetting(settings)).toBe(name);
  },
);

test('nothing is sent where telemetry is switched off', () => {
  expect(telemetryTo(page, { OTEL_SDK_DISABLED: 'true' })).toEqual({});
});
