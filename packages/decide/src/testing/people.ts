import {
  type Answers,
  QUESTION_IDS,
  type QuestionId,
  QUESTIONS,
} from '@plinth/schema/decision/questions';

/** Numbers from 0 to below 1, the same ones for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A person who has an answer to everything, each value as likely as any; of a list, each with three in ten. */
export function randomPerson(random: () => number): Answers {
  return Object.fromEntries(
    QUESTION_IDS.map((id) => {
      const { kind, values } = QUESTIONS[id];
      const pick = values[Math.floor(random() * values.length)];
      return [id, kind === 'one' ? pick : values.filter(() => random() < 0.3)];
    }),
  );
}

/** How often each rare fact holds for an ordinary person; otherwise it is as it is by default. */
const RARE: Partial<Record<QuestionId, number>> = {
  selfHosting: 0.2,
  compliance: 0.25,
  builder: 0.15,
  existing: 0.25,
  adminUsers: 0.4,
  payments: 0.3,
  search: 0.25,
  offline: 0.15,
  language: 0.5,
  vendorIndependence: 0.4,
  priority: 0.5,
};

/** A person for whom rare facts are rare. */
export function ordinaryPerson(random: () => number): Answers {
  const person = randomPerson(random);
  const plain = Object.entries(RARE).flatMap(([id, likely]) =>
    random() < likely ? [] : [[id, QUESTIONS[id as QuestionId].neutral] as const],
  );
  return { ...person, ...Object.fromEntries(plain) };
}
