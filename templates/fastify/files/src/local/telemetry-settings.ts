const endpoints = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

/** Names the setting that sends traces to another place than the development page, if one does. */
export function ownTelemetrySetting(settings: NodeJS.ProcessEnv): string | undefined {
  if (settings['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return 'OTEL_SDK_DISABLED';
  return endpoints.find((name) => settings[name]);
}

/**
 * Makes the API and the worker send their telemetry to the page; empty where the settings have a
 * place of their own for it.
 */
export function telemetryTo(pageUrl: string, settings: NodeJS.ProcessEnv): Record<string, string> {
  if (ownTelemetrySetting(settings) !== undefined) return {};
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: pageUrl,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  };
}
