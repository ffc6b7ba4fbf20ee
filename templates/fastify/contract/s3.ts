import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Kit } from '@plinth/conformance/kit/kit';

import type { SystemStorage } from './storage.ts';

/** What is used of the project's own S3 client. */
interface S3Module {
  S3Client: new (options: object) => S3Client;
  paginateListObjectsV2(
    config: { client: S3Client },
    input: { Bucket: string },
  ): AsyncIterable<{ Contents?: object[] }>;
}

interface S3Client {
  destroy(): void;
}

const BUCKET = 'conformance';

/** A bucket on the S3 server of the project's own tests, which refuses whatever is not signed as it should be. */
export async function openS3(kit: Kit): Promise<SystemStorage> {
  const [accessKeyId, secretAccessKey] = [newKey(), newKey()];
  const keys = JSON.stringify({ accessKeyId, secretAccessKey });
  const program =
    "const { startS3Server } = await import('./tests/support/s3-server.ts');" +
    `console.log((await startS3Server('${BUCKET}', ${keys})).url);`;
  const server = kit.spawn('s3', 'node', ['--input-type=module', '--eval', program]);
  const endpoint = await addressIn(server);
  const s3 = createRequire(join(kit.folder, 'package.json'))('@aws-sdk/client-s3') as S3Module;
  const client = new s3.S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  return {
    env: {
      S3_BUCKET: BUCKET,
      S3_ENDPOINT: endpoint,
      S3_PATH_STYLE: 'true',
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    async count() {
      let objects = 0;
      for await (const { Contents = [] } of s3.paginateListObjectsV2(
        { client },
        { Bucket: BUCKET },
      )) {
        objects += Contents.length;
      }
      return objects;
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function addressIn(server: ReturnType<Kit['spawn']>): Promise<string> {
  for (let waited = 0; waited < 60_000 && !server.ended; waited += 30) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(server.output()) ?? [];
    if (address !== undefined) return address;
    await sleep(30);
  }
  throw new Error(`The S3 server does not start:\n${server.output()}`);
}

function newKey(): string {
  return randomBytes(16).toString('hex');
}
