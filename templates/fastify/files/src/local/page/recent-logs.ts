import { z } from 'zod';

/** The process that wrote a line. */
export type Source = 'api' | 'worker';

export interface LogLine {
  source: Source;
  time: string;
  level: string;
  message: string;
  traceId: string | undefined;
  /** What else the line holds, such as the route, the status or the error. */
  fields: Record<string, unknown>;
}

export interface RecentLogs {
  add(source: Source, text: string): void;
  /** The lines that carry this trace id, oldest first. */
  ofTrace(traceId: string): LogLine[];
}

const linesToKeep = 5_000;

const lineRecord = z.looseObject({
  time: z.string(),
  level: z.string(),
  msg: z.string().default(''),
  traceId: z.string().optional(),
});

/** Keeps the log lines that were written last, in memory. What is not a log line is passed over. */
export function createRecentLogs(limit = linesToKeep): RecentLogs {
  const lines: LogLine[] = [];
  return {
    add(source, text) {
      const line = readLine(source, text);
      if (line) lines.push(line);
      if (lines.length > limit) lines.shift();
    },
    ofTrace: (traceId) => lines.filter((line) => line.traceId === traceId),
  };
}

function readLine(source: Source, text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { time, level, msg, traceId, ...fields } = lineRecord.parse(JSON.parse(text));
    return { source, time, level, message: msg, traceId, fields };
  } catch {
    return undefined;
  }
}
