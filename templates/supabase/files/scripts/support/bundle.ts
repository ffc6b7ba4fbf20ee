import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundSecret {
  readonly file: string;
  readonly what: string;
}

const secretKey = /sb_secret_[A-Za-z0-9_-]{20,}/;
const token = /eyJ[A-Za-z0-9_-]+\.(eyJ[A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+/g;

/** The secrets in the files of a folder: secret keys of any project, legacy service keys, and `ownKey`. */
export function secretsIn(folder: string, ownKey?: string): FoundSecret[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const what = secretIn(readFileSync(file, 'utf8'), ownKey);
      return what === undefined ? [] : [{ file, what }];
    });
}

function secretIn(text: string, ownKey: string | undefined): string | undefined {
  if (ownKey && text.includes(ownKey)) return 'the secret key of this project';
  if (secretKey.test(text)) return 'a secret key';
  const isService = [...text.matchAll(token)].some(([, payload = '']) =>
    Buffer.from(payload, 'base64url').includes('"service_role"'),
  );
  return isService ? 'a legacy service_role key' : undefined;
}
