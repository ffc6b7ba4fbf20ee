import { z } from 'zod';
import { QUESTIONS, type QuestionContract } from './questions.ts';

function answerOf({ kind, values }: QuestionContract): z.ZodType {
  const value = z.enum(values);
  return (kind === 'one' ? value : z.array(value)).nullable().optional();
}

/** Answers by question: a missing key is open, `null` is asked and not known. Order and repeats do not matter. */
export const answersSchema = z.strictObject(
  Object.fromEntries(Object.entries(QUESTIONS).map(([id, question]) => [id, answerOf(question)])),
);
