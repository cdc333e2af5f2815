import assert from 'node:assert/strict';

import { assertConforms } from './conformance.ts';
import type { Server } from './server.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // What the tests ask of it is what they check.
  body: any;
}

/**
 * The REST API as a client without a browser sees it. Whatever is answered is held against what the
 * program says of itself.
 */
export class Api {
  readonly #server: Server;
  token: string | undefined;

  constructor(server: Server, token?: string) {
    this.#server = server;
    this.token = token;
  }

  /** A body that is text, bytes or a form goes as it is; any other as JSON. */
  async call(method: string, path: string, body?: unknown, headers = {}): Promise<Reply> {
    const isForm = body instanceof FormData;
    const isRaw = isForm || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.#server.url + path, {
      method,
      headers: {
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && method !== 'HEAD';
    const reply: Reply = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    const isLimited = this.#server.env.RATE_LIMIT_MAX_REQUESTS !== '0';
    assertConforms({ method, path, sent: isRaw ? undefined : body, ...reply }, isLimited);
    return reply;
  }

  get(path: string, headers = {}): Promise<Reply> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers = {}): Promise<Reply> {
    return this.call('POST', path, body, headers);
  }

  put(path: string, body: unknown = {}, headers = {}): Promise<Reply> {
    return this.call('PUT', path, body, headers);
  }

  patch(path: string, body: unknown = {}, headers = {}): Promise<Reply> {
    return this.call('PATCH', path, body, headers);
  }

  delete(path: string, headers = {}): Promise<Reply> {
    return this.call('DELETE', path, undefined, headers);
  }

  /** A list to its end, page by page; each page must be what it says that it is. */
  async all(path: string, limit = 20): Promise<any[]> {
    const items: any[] = [];
    const glue = path.includes('?') ? '&' : '?';
    for (let page = 1; ; ++page) {
      const reply = await this.get(`${path}${glue}page=${page}&limit=${limit}`);
      expectStatus(reply, 200);
      const { data, meta } = reply.body;
      items.push(...data);
      const totalPages = Math.ceil(meta.total / limit);
      assert.deepEqual(meta, { page, limit, total: meta.total, totalPages }, path);
      if (page >= totalPages) {
        assert.equal(items.length, meta.total, path);
        return items;
      }
      assert.equal(data.length, limit, `page ${page} of ${totalPages} of ${path}`);
    }
  }

  /** An endless list to its end, or to as many as are wanted. */
  async following(path: string, wanted = Infinity): Promise<any[]> {
    const items: any[] = [];
    const glue = path.includes('?') ? '&' : '?';
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `${glue}cursor=${encodeURIComponent(cursor)}`;
      const reply = await this.get(path + after);
      expectStatus(reply, 200);
      items.push(...reply.body.data);
      cursor = reply.body.meta.nextCursor;
    } while (cursor !== null && items.length < wanted);
    return items;
  }

  /** What /api/streams/check says of a handle. */
  async isLive(handle: string): Promise<boolean> {
    const reply = await this.get(`/api/streams/check/${handle}`);
    expectStatus(reply, 200);
    return reply.body.isLive;
  }
}

export function expectStatus(reply: Reply, status: number): void {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
}

/** A refusal; that it has the form of one is seen to for every answer. */
export function expectProblem(reply: Reply, status: number, code?: string): void {
  expectStatus(reply, status);
  if (code !== undefined) assert.equal(reply.body.code, code, JSON.stringify(reply.body));
}

/** The same of an operation, whatever its method: HEAD says the status alone. */
export function expectRefusal(
  { method }: { method: string },
  reply: Reply,
  status: number,
  code: string,
): void {
  expectProblem(reply, status, method === 'HEAD' ? undefined : code);
}

/** The fields that a refusal names, in the order of the alphabet. */
export function failingFields(reply: Reply): string[] {
  return reply.body.errors.map(({ field }: { field: string }) => field).toSorted();
}

/** Somebody registered and signed in. */
export interface User {
  id: string;
  username: string;
  handle: string; // Of the default channel.
  email: string;
  password: string;
  api: Api;
}

/** One who knows the stream key of the default channel. */
export interface Streamer extends User {
  key: string;
}

/** Rights that were taken away end within a second; a busy machine takes some more. */
export const revokedWithin = 8;

let registered = 0;

export async function newUser(server: Server, name = 'User'): Promise<User> {
  const username = `${name}-${++registered}`;
  const api = new Api(server);
  const credentials = { username, email: `${username}@example.com`, password: 'correct horse 8' };
  const account = await api.post('/api/auth/register', credentials);
  expectStatus(account, 201);
  api.token = account.body.token;
  return { ...credentials, id: account.body.user.id, handle: username.toLowerCase(), api };
}

/** Registers somebody new, and asks for the stream key. */
export async function newStreamer(server: Server): Promise<Streamer> {
  const user = await newUser(server, 'Streamer');
  const key = await user.api.get('/api/auth/stream-key');
  expectStatus(key, 200);
  return { ...user, key: key.body.streamKey };
}

/** Where a channel is watched. */
export function playbackUrls(server: Server, handle: string) {
  return {
    flv: `${server.url}/live/${handle}.flv`,
    wsFlv: `ws://127.0.0.1:${server.port}/live/${handle}.flv`,
    hls: `${server.url}/hls/${handle}/master.m3u8`,
    rtmp: `${server.rtmpUrl}/${handle}`,
  };
}
