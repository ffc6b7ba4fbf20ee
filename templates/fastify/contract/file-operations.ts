import type { Attachment, Operations } from '@plinth/conformance/contract/operations';

import { body, bytes, type Call, nothing } from './caller.ts';

/** Attachments and the signed links to them. */
export function fileOperations(call: Call): Partial<Operations> {
  return {
    upload: (visitor, noteId, { name, type, bytes: content }) =>
      call('POST', `/v1/notes/${noteId}/attachments?${new URLSearchParams({ name })}`, {
        visitor,
        body: content,
        headers: { 'content-type': type },
        read: body<Attachment>,
      }),
    // The API has no such operation; a client that tries finds none.
    replaceAttachment: (visitor, { id }, content) =>
      call('PUT', `/v1/attachments/${id}/content`, { visitor, body: content, read: nothing }),
    listAttachments: (visitor, noteId) =>
      call('GET', `/v1/notes/${noteId}/attachments?limit=100`, {
        visitor,
        read: (answer) => body<{ items: Attachment[] }>(answer).items,
      }),
    download: (visitor, { id }) =>
      call('GET', `/v1/attachments/${id}/content`, { visitor, read: bytes }),
    deleteAttachment: (visitor, { id }) =>
      call('DELETE', `/v1/attachments/${id}`, { visitor, read: nothing }),
    signLink: (visitor, { id }) =>
      call('POST', `/v1/attachments/${id}/link`, {
        visitor,
        read: (answer) => body<{ url: string }>(answer).url,
      }),
    followLink: (link) => {
      const { pathname, search } = new URL(link);
      // Links to S3 lead there; the others to the address under which the world knows the service.
      return pathname.startsWith('/files/')
        ? call('GET', pathname + search, { read: bytes })
        : call('GET', link, { foreign: true, read: bytes });
    },
  };
}
