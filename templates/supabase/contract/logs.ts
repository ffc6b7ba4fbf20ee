import type { LogLine } from '@plinth/conformance/contract/host';

/** The fields of a line that a function logs. */
interface Line {
  level?: string;
  time?: string;
  traceId?: string | null;
  route?: string;
  status?: number;
  durationMs?: number;
  msg?: string;
  err?: { stack?: string };
}

/** What the functions of a stack have printed; the platform's own log is not the team's. */
export function readLog(output: string): LogLine[] {
  return output.split('\n').flatMap((line) => {
    const [, name, text = ''] = /^function ([\w-]+): (.*)$/.exec(line) ?? [];
    if (name === undefined || text === '') return [];
    return [{ process: name === 'work' ? 'worker' : 'api', text, json: fieldsOf(text) } as const];
  });
}

function fieldsOf(text: string): LogLine['json'] {
  let line: Line;
  try {
    line = JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
  const { level, time, traceId, route, status, durationMs, msg, err } = line;
  return {
    ...(level === undefined ? {} : { level }),
    ...(time === undefined ? {} : { time }),
    ...(typeof traceId === 'string' ? { traceId } : {}),
    ...(route === undefined ? {} : { route }),
    ...(status === undefined ? {} : { status }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(msg === undefined ? {} : { message: msg }),
    ...(err?.stack === undefined ? {} : { stack: err.stack }),
  };
}
