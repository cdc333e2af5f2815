import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { session } from '@/lib/session';
import { fakeApi } from '@/testing/fake-api';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

describe('a forgotten password', () => {
  it('is asked for by e-mail, and the answer tells nobody who has an account', async () => {
    const asked = fakeApi({ 'POST /api/auth/password/reset': { message: 'sent' } });
    renderPage('/forgot-password');

    await fill({ 'E-mail': 'ada@example.org ' });
    await press('Send the link');

    expect(await screen.findByText(/If there is an account for ada@example.org/)).toBeVisible();
    expect(asked[0]?.body).toEqual({ email: 'ada@example.org' });
  });

  it('is replaced by the link of the letter, which ends all sessions', async () => {
    const asked = fakeApi({ 'POST /api/auth/password/reset/confirm': { message: 'done' } });
    renderPage('/reset-password?token=t0ken', { signedIn: true });

    await fill({ 'New password': 'battery staple' });
    await press('Set password');

    expect(await screen.findByText('Your password is changed')).toBeVisible();
    const sent = asked.find(({ body }) => body !== undefined);
    expect(sent?.body).toEqual({ token: 't0ken', password: 'battery staple' });
    expect(session.current().status).toBe('signed-out');
  });

  it('stays as it is when the link is not good any more, and another is offered', async () => {
    const errors = [{ field: 'token', message: 'has expired' }];
    const problem = { code: 'reset_token_invalid', errors };
    fakeApi({ 'POST /api/auth/password/reset/confirm': { status: 422, problem } });
    renderPage('/reset-password?token=old');

    await fill({ 'New password': 'battery staple' });
    await press('Set password');

    expect(await screen.findByRole('alert')).toHaveTextContent('This link has expired');
    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
  });

  it('says so when the address was cut', async () => {
    fakeApi({});
    renderPage('/reset-password');
    expect(await screen.findByText('This link is not complete')).toBeVisible();
  });
});

describe('verifying an address', () => {
  it('asks once, and says that it is done', async () => {
    const asked = fakeApi({ 'POST /api/auth/email/verify': { message: 'verified' } });
    renderPage('/verify-email?token=t0ken');

    expect(await screen.findByText('Your e-mail address is verified')).toBeVisible();
    expect(asked).toMatchObject([
      { request: 'POST /api/auth/email/verify', body: { token: 't0ken' } },
    ]);
  });

  it('says when the link is not good any more', async () => {
    fakeApi({
      'POST /api/auth/email/verify': { status: 422, problem: { code: 'verify_token_invalid' } },
    });
    renderPage('/verify-email?token=old');
    expect(await screen.findByText('This link is not good any more')).toBeVisible();
  });
});

describe('the first admin', () => {
  it('is made with the code of the printed address, and comes to the studio', async () => {
    const asked = fakeApi({
      'GET /api/setup': { needed: true },
      'POST /api/setup': { token: 'token', user: { username: 'ada' }, expiresIn: 3600 },
    });
    const router = renderPage('/setup?code=mzxw6ytb');

    await fill({ Username: 'ada', 'E-mail': 'ada@example.org', Password: 'correct horse' });
    await press('Create account');

    await waitFor(() => expect(router.state.location.pathname).toBe('/studio'));
    const sent = asked.find(({ request }) => request === 'POST /api/setup');
    expect(sent?.body).toMatchObject({ code: 'mzxw6ytb', username: 'ada' });
  });

  it.each([
    ['/setup?code=x', { needed: false }, 'This server is set up'],
    ['/setup', { needed: true }, /Freshet has printed an address with a code/],
  ])('%s with %o', async (path, state, words) => {
    fakeApi({ 'GET /api/setup': state });
    renderPage(path);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('is asked for on the home page of a new server', async () => {
    fakeApi({
      'GET /api/setup': { needed: true },
      'GET /api/streams': { data: [], meta: { page: 1, limit: 20, total: 0, totalPages: 0 } },
    });
    renderPage('/');
    expect(await screen.findByText(/This server has no admin yet/)).toBeVisible();
  });
});
