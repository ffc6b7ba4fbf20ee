import type { LogLine, ProcessName } from '@plinth/conformance/contract/host';

interface Line {
  level?: string;
  time?: string;
  traceId?: string;
  route?: string | null;
  status?: number;
  durationMs?: number;
  msg?: string;
  err?: { stack?: string };
}

export function readLog(output: string, process: ProcessName = 'api'): LogLine[] {
  return output
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => ({ process, text, json: fieldsOf(text) }));
}

function fieldsOf(text: string): LogLine['json'] {
  try {
    const { level, time, traceId, route, status, durationMs, msg, err } = JSON.parse(text) as Line;
    return {
      ...(level === undefined ? {} : { level }),
      ...(time === undefined ? {} : { time }),
      ...(traceId === undefined ? {} : { traceId }),
      ...(route === undefined ? {} : { route }),
      ...(status === undefined ? {} : { status }),
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(msg === undefined ? {} : { message: msg }),
      ...(err?.stack === undefined ? {} : { stack: err.stack }),
    };
  } catch {
    return undefined;
  }
}
