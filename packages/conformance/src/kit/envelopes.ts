/**
 * The events in the envelopes that an error tracker was sent, each as the JSON text that it came in. An envelope is lines
 * of JSON: a header, then a header and a payload for each item (https://develop.sentry.dev/sdk/data-model/envelopes/).
 * Payloads of other kinds, which may have line breaks in them, are passed over by their length.
 */
export function eventsIn(envelopes: readonly Buffer[]): string[] {
  return envelopes.flatMap((envelope) => {
    const events: string[] = [];
    let at = endOfLine(envelope, 0) + 1;
    while (at < envelope.length) {
      const end = endOfLine(envelope, at);
      const header = envelope.subarray(at, end).toString();
      if (header.trim() === '') break;
      const { type, length } = JSON.parse(header) as { type: string; length?: number };
      const until = length === undefined ? endOfLine(envelope, end + 1) : end + 1 + length;
      if (type === 'event') events.push(envelope.subarray(end + 1, until).toString());
      at = until + 1;
    }
    return events;
  });
}

function endOfLine(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('\n', from);
  return end === -1 ? bytes.length : end;
}
