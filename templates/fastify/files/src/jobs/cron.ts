/** Minute, hour, day of the month, month, day of the week. */
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

const part = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/[1-9]\d?)?$/;

/** Whether the text is a cron expression of five numeric fields, such as `30 3 * * 1-5`. */
export function isCron(text: string): boolean {
  const fields = text.split(' ');
  return (
    fields.length === ranges.length &&
    ranges.every(([min, max], index) =>
      (fields[index] ?? '').split(',').every((value) => {
        const match = part.exec(value);
        if (!match) return false;
        const from = Number(match[1] ?? min);
        const to = Number(match[2] ?? from);
        return min <= from && from <= to && to <= max;
      }),
    )
  );
}
