import { Readable } from 'node:stream';

import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import type { Config } from '../config.ts';
import { attachmentHeader } from '../shared/content-disposition.ts';
import { type Storage, StorageUnavailable } from './storage.ts';

/** A bucket of AWS S3 or of a server that speaks its protocol. */
export function createS3Storage(config: Config, bucket: string): Storage {
  const client = new S3Client(clientOptions(config, config.S3_ENDPOINT));
  // A signature covers the host, so links are signed for the address that their readers use.
  const linkClient = new S3Client(
    clientOptions(config, config.S3_PUBLIC_ENDPOINT ?? config.S3_ENDPOINT),
  );

  return {
    async put(key, bytes) {
      // Only the parts in transit are in memory; a failure takes back those that have arrived.
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: bytes },
        queueSize: 2,
      });
      try {
        await upload.done();
      } catch (error) {
        bytes.destroy();
        throw explained(error);
      }
    },

    async get(key) {
      try {
        const { Body, ContentLength } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key }),
        );
        if (!(Body instanceof Readable) || ContentLength === undefined) return undefined;
        return { bytes: Body, size: ContentLength };
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
        throw explained(error);
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch(rethrow);
    },

    async link(key, { name, type, expiresAt }) {
      // Signatures count in whole seconds, from the one in which they were made.
      const signingDate = new Date(Math.floor(Date.now() / 1000) * 1000);
      const expiresIn = Math.floor((expiresAt.getTime() - signingDate.getTime()) / 1000);
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: attachmentHeader(name),
        ResponseContentType: type,
      });
      return getSignedUrl(linkClient, command, { expiresIn, signingDate });
    },

    async *list(folder) {
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${folder}/` });
      try {
        for await (const { Contents = [] } of pages) {
          for (const { Key, LastModified } of Contents) {
            if (Key !== undefined && LastModified) yield { key: Key, modifiedAt: LastModified };
          }
        }
      } catch (error) {
        throw explained(error);
      }
    },
  };
}

/** Without keys, those that the platform gives the process count. */
function clientOptions(config: Config, endpoint: string | undefined): S3ClientConfig {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = config;
  return {
    region: config.S3_REGION,
    forcePathStyle: config.S3_PATH_STYLE,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
      socketTimeout: 60_000,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  };
}

const passing = /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** A refusal is a mistake in the settings; everything that passes by itself is told apart. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isPassing = (status ?? 0) >= 500 || error.name === 'TimeoutError' || passing.test(code);
  if (!isPassing) return error;
  return new StorageUnavailable('The file storage does not answer', { cause: error });
}

function rethrow(error: unknown): never {
  throw explained(error);
}
