import { Readable } from 'node:stream';

import { Problem, invalid } from '../../shared/problem.ts';
import type { Storage } from '../../storage/storage.ts';
import { type AttachmentType, createTypeDetector } from './content-type.ts';
import { maxFileBytes } from './model.ts';

interface Received {
  type: AttachmentType;
  size: number;
}

/**
 * Streams a body into the storage and looks at it on the way. When it turns out to be too large or
 * of a type that is not allowed, nothing stays.
 */
export async function receive(body: Readable, storage: Storage, key: string): Promise<Received> {
  const detector = createTypeDetector();
  let received: Received | undefined;

  async function* inspected() {
    let size = 0;
    for await (const chunk of unbroken(body)) {
      size += chunk.length;
      if (size > maxFileBytes) throw tooLarge();
      if (!detector.add(chunk)) throw unsupportedType();
      yield chunk;
    }
    const type = detector.finish();
    if (type === undefined) throw unsupportedType();
    received = { type, size };
  }

  await storage.put(key, Readable.from(inspected(), { objectMode: false }));
  if (!received) throw new Error('The storage did not read to the end');
  return received;
}

/** A body that nobody wants any more is read to its end all the same: then the client reads why. */
async function* unbroken(body: Readable): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await chunks.next().catch(() => {
        throw invalid('body', 'The upload broke off');
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
    body.resume();
  }
}

export function tooLarge(): Problem {
  return new Problem('too-large', { detail: `A file has at most ${maxFileBytes} bytes.` });
}

function unsupportedType(): Problem {
  return new Problem('unsupported-type', {
    detail: 'Allowed are plain text in UTF-8, PDF, PNG and JPEG; what counts is the content.',
  });
}
