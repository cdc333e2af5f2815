import { describe, expect, it, vi } from 'vitest';

import { ada, fakeApi } from '@/testing/fake-api';

import { api } from './api';
import { Problem } from './problem';
import { session } from './session';

const signIn = (token: string) => session.begin({ token, user: ada, expiresIn: 3600 });
const expired = { status: 401, problem: { code: 'token_expired' } };

describe('api', () => {
  it('gives the data', async () => {
    fakeApi({ 'GET /api/thing': { a: 1 } });
    await expect(api.get('/thing')).resolves.toEqual({ a: 1 });
  });

  it('throws the problem with what the server said of each field', async () => {
    const errors = [{ field: 'email', message: 'is taken' }];
    fakeApi({ 'POST /api/thing': { status: 409, problem: { code: 'conflict', errors } } });

    const problem: unknown = await api.post('/thing', {}).catch((error: unknown) => error);

    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 409, code: 'conflict' });
    expect((problem as Problem).of('email')).toBe('is taken');
  });

  it('sends a file as it is, with its type', async () => {
    const asked = fakeApi({ 'PUT /api/picture': {} });
    const picture = new Blob(['x'], { type: 'image/png' });

    await api.put('/picture', picture);

    expect(asked).toMatchObject([{ body: picture, type: 'image/png' }]);
  });

  it('gives the text as it came, for who keeps it', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{ "a": 1.0 }')));
    await expect(api.getText('/thing')).resolves.toBe('{ "a": 1.0 }');
  });

  it('says when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
    await expect(api.get('/thing')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('survives a proxy that answers with its own page', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    await expect(api.get('/thing')).rejects.toMatchObject({ status: 502, code: 'http_502' });
  });

  it('renews an expired token once for all who ask, and asks again', async () => {
    signIn('old');
    const asked = fakeApi({
      'GET /api/thing': () => (session.accessToken === 'new' ? { a: 1 } : expired),
      'POST /api/auth/refresh': { token: 'new', user: ada },
    });

    await Promise.all([api.get('/thing'), api.get('/thing'), api.get('/thing')]);

    const refreshes = asked.filter(({ request }) => request === 'POST /api/auth/refresh');
    expect(refreshes).toHaveLength(1);
    expect(asked.at(-1)?.token).toBe('Bearer new');
  });

  it('ends the session when it cannot be renewed', async () => {
    signIn('old');
    fakeApi({ 'GET /api/thing': expired, 'POST /api/auth/refresh': expired });

    await expect(api.get('/thing')).rejects.toMatchObject({ status: 401 });
    expect(session.current().status).toBe('signed-out');
  });

  it('does not try to renew for who is not signed in', async () => {
    const asked = fakeApi({ 'POST /api/auth/login': { status: 401, problem: {} } });

    await expect(api.post('/auth/login', {})).rejects.toMatchObject({ status: 401 });
    expect(asked).toHaveLength(1);
  });
});
