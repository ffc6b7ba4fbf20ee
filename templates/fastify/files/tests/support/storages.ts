import { afterAll } from 'vitest';

import { startS3Server } from './s3-server.ts';

export const s3Bucket = 'files';
export const s3Keys = { accessKeyId: 'test-key', secretAccessKey: 'test-secret-of-the-key' };

/** A server that speaks S3, and the settings that lead the service there. */
export async function useS3Server() {
  const server = await startS3Server(s3Bucket, s3Keys);
  afterAll(() => server.close());
  const env = {
    S3_BUCKET: s3Bucket,
    S3_ENDPOINT: server.url,
    S3_PATH_STYLE: 'true',
    S3_ACCESS_KEY_ID: s3Keys.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
  };
  return { ...server, env };
}

export type S3TestServer = Awaited<ReturnType<typeof useS3Server>>;
