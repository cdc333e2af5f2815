import { vi } from 'vitest';

import type { Stream } from '@/lib/api-types';

/** What the server answers: a body with 200, or a status with a problem, one request after the other. */
export type Reply = Record<string, unknown>;
export type Replies = Record<string, Reply | (() => Reply)>;

export interface Asked {
  request: string;
  body: unknown;
  type: string | null;
  token: string | null;
}

/** Stands in for the server. Requests are named as in "POST /api/auth/login"; what is not named is 404. */
export function fakeApi(replies: Replies): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const request = `${init.method ?? 'GET'} ${path.split('?')[0] ?? path}`;
    asked.push({
      request,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : (init.body ?? undefined),
      type: new Headers(init.headers).get('Content-Type'),
      token: new Headers(init.headers).get('Authorization'),
    });
    const named = replies[request];
    const reply = typeof named === 'function' ? named() : named;
    if (reply === undefined) return Promise.resolve(problem(404, { code: 'not_found' }));
    return Promise.resolve(isRefusal(reply) ? problem(reply.status, reply.problem) : json(reply));
  });
  return asked;
}

interface Refusal {
  status: number;
  problem: object;
}

const isRefusal = (reply: Reply | Refusal): reply is Refusal =>
  'problem' in reply && 'status' in reply;
const problem = (status: number, body: object) => Response.json(body, { status });
const json = (body: Reply) => Response.json(body);

export const ada = {
  id: 'u1',
  username: 'ada',
  displayName: 'Ada Lovelace',
  avatarUrl: null,
  bio: 'I paint.',
  role: 'user' as const,
  isStreaming: false,
  followerCount: 0,
  createdAt: '2026-01-01T12:00:00.000Z',
  email: 'ada@example.org',
  emailVerified: false,
};

export const adasChannel = {
  id: 'c1',
  userId: 'u1',
  handle: 'ada',
  title: 'Ada paints',
  description: 'Oil, mostly.',
  timeZone: 'UTC',
  isLive: false,
  viewersCount: 0,
};

export const adasStream = (change: Partial<Stream> = {}) => ({
  id: 's1',
  channelId: 'c1',
  userId: 'u1',
  handle: 'ada',
  title: 'A portrait',
  description: '',
  thumbnailUrl: null,
  status: 'live',
  isLive: true,
  viewerCount: 1234,
  visibility: 'public',
  audience: 'everyone',
  categories: [],
  scheduledAt: null,
  startedAt: '2026-01-31T12:00:00.000Z',
  endedAt: null,
  playback: { flv: '/live/ada.flv', hls: '/hls/ada/master.m3u8' },
  ...change,
});

export const listOf = (...data: object[]) => ({
  data,
  meta: { page: 1, limit: 20, total: data.length, totalPages: 1 },
});
