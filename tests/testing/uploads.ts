import { createHash, randomFillSync } from 'node:crypto';
import { closeSync, createReadStream, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { DetailedError, Upload, type UploadOptions } from 'tus-js-client';

import type { Server } from './server.ts';

export const mebibyte = 1024 * 1024;

/** A file that nothing can pack or guess, and its SHA-256. */
export function randomFile(path: string, size: number): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(mebibyte);
  for (let done = 0; done < size; done += piece.length) {
    randomFillSync(piece);
    const bytes = piece.subarray(0, Math.min(piece.length, size - done));
    hash.update(bytes);
    writeSync(file, bytes);
  }
  closeSync(file);
  return hash.digest('hex');
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** The files that the folder of objects holds of an upload: one, or what is left behind. */
export function filesOf(server: Server, id: string): string[] {
  const root = join(server.dataDir, 'objects');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes(id))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What real clients do, with pauses for a test and not for persons. */
export const patient = {
  chunkSize: 8 * mebibyte,
  retryDelays: [50, 100, 200, 500, 1000, 2000, 3000, 3000, 3000],
};

/** tus-js-client with a promise. */
export function uploaded(
  path: string,
  options: UploadOptions,
  started?: (upload: Upload) => void,
): Promise<string> {
  return new Promise((done, refuse) => {
    const upload: Upload = new Upload(createReadStream(path), {
      ...patient,
      ...options,
      onSuccess: () => done(upload.url ?? ''),
      onError: (error: Error | DetailedError) => refuse(error),
    });
    started?.(upload);
    upload.start();
  });
}

export function idOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
