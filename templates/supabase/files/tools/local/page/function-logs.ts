import { z } from 'zod';

export interface LogLine {
  /** The function that wrote it. */
  source: string;
  time: string;
  level: string;
  message: string;
  /** What else the line holds, such as the route, the status or the error. */
  fields: Record<string, unknown>;
}

export interface FunctionLogs {
  add(source: string, text: string): void;
  /** Newest first. */
  list(): LogLine[];
}

const lineRecord = z.looseObject({
  time: z.string(),
  level: z.string(),
  msg: z.string().default(''),
});

/** Keeps the lines that were written last, in memory. What is no JSON is kept as it is. */
export function createFunctionLogs(limit = 1_000): FunctionLogs {
  const lines: LogLine[] = [];
  return {
    add(source, text) {
      const line = readLine(source, text);
      if (isIdleCall(line)) return;
      lines.push(line);
      if (lines.length > limit) lines.shift();
    },
    list: () => lines.toReversed(),
  };
}

/** The schedule calls every few seconds; a call that worked on a job has a line about that one. */
function isIdleCall({ source, message, fields }: LogLine): boolean {
  return source === 'work' && message === 'request' && fields['status'] === 200;
}

function readLine(source: string, text: string): LogLine {
  try {
    const { time, level, msg, ...fields } = lineRecord.parse(JSON.parse(text));
    return { source, time, level, message: msg, fields };
  } catch {
    return { source, time: new Date().toISOString(), level: 'print', message: text, fields: {} };
  }
}
