import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ada, fakeApi } from '@/testing/fake-api';
import { fakeServer } from '@/testing/fake-socket';

import { isProblem } from './problem';
import { session } from './session';
import { realtime } from './socket';

const signIn = (token: string) => session.begin({ token, user: ada, expiresIn: 3600 });
const connected = () => vi.waitFor(() => expect(realtime.link()).toBe('connected'));

let release: () => void = () => undefined;
beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(async () => {
  release();
  await vi.advanceTimersByTimeAsync(20_000);
  vi.useRealTimers();
});

describe('the connection', () => {
  it('is made when it is first held, and stays a while after it is let go', async () => {
    expect(realtime.link()).toBe('idle');
    const first = realtime.hold();
    release = realtime.hold();
    await connected();

    first();
    release();
    await vi.advanceTimersByTimeAsync(1000);
    expect(realtime.link()).toBe('connected');
    await vi.advanceTimersByTimeAsync(5000);
    expect(realtime.link()).toBe('idle');
    expect(fakeServer.socket?.connected).toBe(false);
  });

  it('says who this browser is, the same each time, and who is signed in', async () => {
    signIn('first');
    release = realtime.hold();
    await connected();
    const { clientId } = fakeServer.credentials ?? {};
    expect(clientId).toMatch(/^[\w-]{8,64}$/);
    expect(localStorage.getItem('freshet.client-id')).toBe(clientId);
    expect(fakeServer.credentials).toEqual({ clientId, token: 'first' });

    signIn('second');
    expect(fakeServer.requests('auth')).toEqual([{ clientId, token: 'second' }]);
    session.end();
    expect(fakeServer.requests('auth')[1]).toEqual({ clientId });
  });

  it('gets a new token for one that is refused, and tries again', async () => {
    signIn('stale');
    fakeApi({ 'POST /api/auth/refresh': { token: 'fresh', user: ada, expiresIn: 3600 } });
    fakeServer.isUp = false;
    release = realtime.hold();
    await vi.waitFor(() => expect(fakeServer.socket).not.toBeNull());
    fakeServer.refuse({ status: 401, code: 'unauthorized' });
    await vi.advanceTimersByTimeAsync(4000);

    expect(realtime.link()).toBe('connected');
    expect(session.accessToken).toBe('fresh');
  });

  it('leaves it to the library to come back to a server that is away', async () => {
    fakeServer.isUp = false;
    release = realtime.hold();
    await vi.waitFor(() => expect(fakeServer.socket).not.toBeNull());
    fakeServer.refuse({}, true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(realtime.link()).toBe('lost');
  });

  it('comes back by itself after the server has ended it', async () => {
    release = realtime.hold();
    await connected();
    fakeServer.socket?.fire('disconnect', 'io server disconnect');
    expect(realtime.link()).toBe('lost');
    await vi.advanceTimersByTimeAsync(4000);
    expect(realtime.link()).toBe('connected');
  });

  it('asks whether the session still is one when it is told that it has ended', async () => {
    signIn('ended');
    fakeApi({ 'POST /api/auth/refresh': { status: 401, problem: { code: 'unauthorized' } } });
    release = realtime.hold();
    await connected();
    fakeServer.tell('unauthorized', { status: 401 });
    await vi.waitFor(() => expect(session.current().status).toBe('signed-out'));
  });
});

describe('a request', () => {
  it('gives what the server answers', async () => {
    fakeServer.answer({ vote: { status: 'ok', poll: 'the poll' } });
    release = realtime.hold();
    await connected();
    await expect(realtime.ask('vote', { option: 1 })).resolves.toMatchObject({ poll: 'the poll' });
    expect(fakeServer.requests('vote')).toEqual([{ option: 1 }]);
  });

  it('that is refused throws the problem', async () => {
    fakeServer.answer({ vote: { status: 409, code: 'poll_ended', detail: 'It has ended.' } });
    release = realtime.hold();
    await connected();
    const problem: unknown = await realtime.ask('vote').catch((error: unknown) => error);
    expect(isProblem(problem, 409) && problem.code).toBe('poll_ended');
  });

  it('without a connection says that the server cannot be reached', async () => {
    const problem: unknown = await realtime.ask('vote').catch((error: unknown) => error);
    expect(isProblem(problem, 0)).toBe(true);
  });
});
