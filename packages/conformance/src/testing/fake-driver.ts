import { randomUUID } from 'node:crypto';
import type { Behaviour } from '../contract/behaviour.ts';
import type { Composition } from '../contract/composition.ts';
import type { Driver, Ground, System } from '../contract/driver.ts';
import type { Answer, Outcome } from '../contract/outcome.ts';
import type { Mail, Note, Operations, Visitor } from '../contract/operations.ts';

/** A driver over nothing but memory: a double for the tests of the suite's own logic. */
export interface FakeDriver extends Driver {
  /** Systems that were started and not yet disposed. */
  running(): number;
  started(): number;
}

export interface FakeOptions {
  readonly ground?: Ground;
  /** Updates look at no version. */
  readonly losesUpdates?: boolean;
  readonly without?: readonly (keyof Operations)[];
}

export const ALONE: Composition = { kind: 'service alone', lacks: [], variables: [] };

export function fakeDriver(options: FakeOptions = {}): FakeDriver {
  let running = 0;
  let started = 0;
  const start = async (): Promise<System> => {
    running += 1;
    started += 1;
    const mails: Mail[] = [];
    const operations = fakeOperations(mails, options);
    for (const name of options.without ?? []) Reflect.deleteProperty(operations, name);
    return {
      operations,
      host: { outbox: async () => mails },
      [Symbol.asyncDispose]: async () => void (running -= 1),
    };
  };
  return {
    ground: () => options.ground ?? 'real',
    project: {},
    start,
    close: async () => {},
    running: () => running,
    started: () => started,
  };
}

/** A behaviour for tests of the runner. */
export function fakeBehaviour(
  id: string,
  run: Behaviour['run'] = async ({ check }) => {
    check.equal(1, 1, 'one');
  },
  rest: Partial<Behaviour> = {},
): Behaviour {
  return { id, title: `Title of ${id}`, group: 'D', needs: ['database'], run, ...rest };
}

function fakeOperations(mails: Mail[], { losesUpdates = false }: FakeOptions): Partial<Operations> {
  const notes = new Map<string, Note>();
  const own = (visitor: Visitor, id: string): Note | undefined => {
    const note = notes.get(id);
    return note?.ownerId === visitor?.bearer ? note : undefined;
  };
  return {
    signUp: async ({ email }) => {
      mails.push({ to: email, subject: 'Confirm', text: '', links: [] });
      return answer('ok');
    },
    confirm: async () => answer('ok'),
    signIn: async ({ email }) => answer('ok', { bearer: email }),
    whoAmI: async (visitor) => {
      const email = visitor?.bearer ?? '';
      return answer('ok', { id: email, email, role: 'member' });
    },
    createNote: async (visitor, { title, body }) => {
      const now = new Date().toISOString();
      const note: Note = {
        id: randomUUID(),
        ownerId: visitor?.bearer ?? '',
        title: String(title),
        body: String(body),
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      notes.set(note.id, note);
      return answer('ok', note);
    },
    listNotes: async (visitor) => {
      const items = [...notes.values()].filter(({ ownerId }) => ownerId === visitor?.bearer);
      return answer('ok', { items, next: null });
    },
    readNote: async (visitor, id) => {
      const note = own(visitor, id);
      return note ? answer('ok', note) : answer('not-found');
    },
    changeNote: async (visitor, id, { version, ...values }) => {
      const note = own(visitor, id);
      if (!note) return answer('not-found');
      if (note.version !== version && !losesUpdates) return answer('conflict');
      const changed: Note = { ...note, ...values, version: note.version + 1 };
      notes.set(id, changed);
      return answer('ok', changed);
    },
    deleteNote: async (visitor, id) => {
      if (!own(visitor, id)) return answer('not-found');
      notes.delete(id);
      return answer('ok');
    },
  };
}

export function answer<Value = never>(
  outcome: Outcome,
  value?: Value,
  rest: Partial<Answer<Value>> = {},
): Answer<Value> {
  return { outcome, value, fields: [], words: '', raw: '', traceId: undefined, ...rest };
}
