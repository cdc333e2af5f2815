import type { HttpRequest, HttpResponse, UploadOptions } from 'tus-js-client';

import { session } from '@/lib/session';

// What is lost when a connection breaks is at most this much, and proxies take it.
const chunkBytes = 8 * 1024 * 1024;
const waitsMs = [0, 1000, 2000, 5000, 10_000, 20_000, ...Array<number>(20).fill(30_000)];

/** A film's name without what follows the last dot: a title to begin with. */
export const titleOf = (name: string): string => {
  const title = name.replace(/\.[^.]{1,5}$/, '').replaceAll('_', ' ');
  return title.trim() || name;
};

/** How a file of this person is sent, and known again after a reload. */
export function tusOptions(file: File, userId: string, videoId: string | null): UploadOptions {
  const endpoint = `${location.origin}/api/uploads`;
  let sentToken: string | null = null;
  return {
    endpoint,
    ...(videoId !== null && { uploadUrl: `${endpoint}/${videoId}` }),
    chunkSize: chunkBytes,
    retryDelays: waitsMs,
    removeFingerprintOnSuccess: true,
    fingerprint: ({ name, size, type, lastModified }) =>
      Promise.resolve(['freshet', userId, name, type, size, lastModified].join('-')),
    metadata: { filename: file.name, filetype: file.type, title: titleOf(file.name).slice(0, 140) },
    onBeforeRequest: (request: HttpRequest) => {
      sentToken = session.accessToken;
      if (sentToken !== null) request.setHeader('Authorization', `Bearer ${sentToken}`);
    },
    // The access token lives for an hour, an upload may take longer.
    onAfterResponse: async (_request: HttpRequest, response: HttpResponse) => {
      if (response.getStatus() === 401) await session.renew(sentToken);
    },
  };
}
