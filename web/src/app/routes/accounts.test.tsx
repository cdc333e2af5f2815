import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { session } from '@/lib/session';
import { ada, adasChannel, fakeApi, listOf } from '@/testing/fake-api';
import { fill } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const instance = { rtmpUrl: 'rtmp://here/live', registration: 'open' };
const signedIn = { token: 'token', user: ada, expiresIn: 3600 };

describe('registering', () => {
  it('makes an account, signs in and goes to the studio', async () => {
    const asked = fakeApi({
      'GET /api/instance': instance,
      'POST /api/auth/register': signedIn,
      'GET /api/users/me/channels': listOf(adasChannel),
    });
    const router = renderPage('/register');

    await fill({ Username: 'ada', 'E-mail': ' ada@example.org ', Password: 'correct horse' });
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));

    await waitFor(() => expect(router.state.location.pathname).toBe('/studio'));
    expect(asked.find(({ request }) => request === 'POST /api/auth/register')?.body).toEqual({
      username: 'ada',
      email: 'ada@example.org',
      password: 'correct horse',
    });
    expect(session.current().status).toBe('signed-in');
  });

  it('names the field when it is left, and is content as soon as it is right', async () => {
    fakeApi({ 'GET /api/instance': instance });
    renderPage('/register');

    await fill({ Username: 'a b' });
    await userEvent.tab();
    expect(screen.getByLabelText('Username')).toHaveAccessibleDescription(/only letters, digits/);
    await userEvent.clear(screen.getByLabelText('Username'));
    await fill({ Username: 'ada' });
    expect(screen.getByLabelText('Username')).toBeValid();
  });

  it('sends nothing that cannot be right, and goes to the first wrong field', async () => {
    const asked = fakeApi({ 'GET /api/instance': instance });
    renderPage('/register');

    await fill({ Username: 'ada', 'E-mail': 'nonsense', Password: 'short' });
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));

    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(screen.getByLabelText('Password')).toBeInvalid();
    expect(asked.filter(({ request }) => request.startsWith('POST'))).toHaveLength(0);
  });

  it('shows what the server says at its field and keeps what was typed', async () => {
    const errors = [{ field: 'username', message: 'This name is taken.' }];
    fakeApi({
      'GET /api/instance': instance,
      'POST /api/auth/register': { status: 409, problem: { code: 'conflict', errors } },
    });
    renderPage('/register');

    await fill({ Username: 'ada', 'E-mail': 'ada@example.org', Password: 'correct horse' });
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));

    await waitFor(() =>
      expect(screen.getByLabelText('Username')).toHaveAccessibleDescription('This name is taken.'),
    );
    expect(screen.getByLabelText('Password')).toHaveValue('correct horse');
  });

  it('says so where no accounts are given', async () => {
    fakeApi({ 'GET /api/instance': { ...instance, registration: 'closed' } });
    renderPage('/register');
    expect(await screen.findByText('This server takes no new accounts.')).toBeVisible();
  });

  it('asks for an invite where accounts are given by invite', async () => {
    fakeApi({ 'GET /api/instance': { ...instance, registration: 'invite' } });
    renderPage('/register');
    expect(await screen.findByText('New accounts need an invite')).toBeVisible();
  });

  it('hands the invite of the link in, and says when it is not good', async () => {
    const errors = [{ field: 'invite', message: 'is used up' }];
    const asked = fakeApi({
      'GET /api/instance': { ...instance, registration: 'invite' },
      'POST /api/auth/register': {
        status: 422,
        problem: { code: 'invite_invalid', detail: 'This invite is used up.', errors },
      },
    });
    renderPage('/register?invite=mzxw6ytb');

    await fill({ Username: 'ada', 'E-mail': 'ada@example.org', Password: 'correct horse' });
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('This invite is used up.');
    const sent = asked.find(({ request }) => request === 'POST /api/auth/register');
    expect(sent?.body).toMatchObject({ invite: 'mzxw6ytb' });
  });
});

describe('signing in', () => {
  it('goes back to the page that asked for it', async () => {
    fakeApi({
      'POST /api/auth/login': signedIn,
      'GET /api/users/me/channels': listOf(adasChannel),
    });
    const router = renderPage('/studio');

    await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'));
    await fill({ 'E-mail': 'ada@example.org', Password: 'x' });
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

    await waitFor(() => expect(router.state.location.pathname).toBe('/studio'));
  });

  it('does not tell whether it was the e-mail or the password', async () => {
    fakeApi({ 'POST /api/auth/login': { status: 401, problem: { code: 'bad_credentials' } } });
    renderPage('/sign-in');

    await fill({ 'E-mail': 'ada@example.org', Password: 'wrong' });
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong.');
  });

  it('signs out even when the server does not hear of it', async () => {
    fakeApi({
      'GET /api/streams': listOf(),
      'POST /api/auth/logout': { status: 503, problem: {} },
    });
    renderPage('/', { signedIn: true });

    await userEvent.click(await screen.findByRole('button', { name: 'Account of Ada Lovelace' }));
    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeVisible();
  });
});
