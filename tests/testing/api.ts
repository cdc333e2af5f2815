import assert from 'node:assert/strict';

import type { Server } from './server.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // What the tests ask of it is what they check.
  body: any;
}

/** The REST API as a client without a browser sees it. */
export class Api {
  readonly #url: string;
  token: string | undefined;

  constructor(server: Server, token?: string) {
    this.#url = server.url;
    this.token = token;
  }

  async call(method: string, path: string, body?: unknown, headers = {}): Promise<Reply> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  get(path: string, headers = {}): Promise<Reply> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers = {}): Promise<Reply> {
    return this.call('POST', path, body, headers);
  }

  /** What /api/streams/check says of a handle. */
  async isLive(handle: string): Promise<boolean> {
    const reply = await this.get(`/api/streams/check/${handle}`);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply.body.isLive;
  }
}

/** A registered user with its default channel. */
export interface Streamer {
  username: string;
  handle: string;
  password: string;
  email: string;
  key: string;
  api: Api;
}

let registered = 0;

/** Registers somebody new, and asks for the stream key. */
export async function newStreamer(server: Server): Promise<Streamer> {
  const username = `Streamer-${++registered}`;
  const api = new Api(server);
  const credentials = { username, email: `${username}@example.com`, password: 'correct horse 8' };
  const account = await api.post('/api/auth/register', credentials);
  assert.equal(account.status, 201, JSON.stringify(account.body));
  api.token = account.body.token;

  const key = await api.get('/api/auth/stream-key');
  assert.equal(key.status, 200, JSON.stringify(key.body));
  return { ...credentials, handle: username.toLowerCase(), key: key.body.streamKey, api };
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
