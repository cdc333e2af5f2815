import assert from 'node:assert/strict';
import { createHash, randomFillSync } from 'node:crypto';
import { closeSync, createReadStream, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { DetailedError, Upload, type UploadOptions } from 'tus-js-client';

import type { User } from './api.ts';
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

/** What a program says by hand, a request at a time. */
export const bearer = (user: User) => ({ Authorization: `Bearer ${user.api.token}` });
export const tus = (user: User) => ({ ...bearer(user), 'Tus-Resumable': '1.0.0' });
export const bytesType = { 'Content-Type': 'application/offset+octet-stream' };

export async function begin(server: Server, user: User, length: number): Promise<string> {
  const answer = await fetch(`${server.url}/api/uploads`, {
    method: 'POST',
    headers: { ...tus(user), 'Upload-Length': String(length) },
  });
  assert.equal(answer.status, 201, await answer.text());
  assert.equal(answer.headers.get('tus-resumable'), '1.0.0');
  return new URL(answer.headers.get('location') ?? '', server.url).href;
}

export async function offsetOf(url: string, user: User): Promise<number> {
  const answer = await fetch(url, { method: 'HEAD', headers: tus(user) });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  return Number(answer.headers.get('upload-offset'));
}

export function patch(url: string, user: User, offset: number, body: Buffer, more = {}) {
  const headers = { ...tus(user), ...bytesType, 'Upload-Offset': String(offset), ...more };
  return fetch(url, { method: 'PATCH', headers, body: body as BodyInit });
}

/** Parts of a form whose boundary is `b`, and what it ends with. */
export function textPart(name: string, value: string): string {
  return `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

export function filePart(name: string, bytes: string): string {
  const disposition = `form-data; name="video"; filename="${name}"`;
  return `--b\r\nContent-Disposition: ${disposition}\r\n\r\n${bytes}\r\n`;
}

export const formEnd = '--b--\r\n';

export function sendForm(server: Server, user: User, body: string, path = '/api/videos/upload') {
  return fetch(server.url + path, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${user.api.token}`,
      'Content-Type': 'multipart/form-data; boundary=b',
    },
    body,
  });
}
