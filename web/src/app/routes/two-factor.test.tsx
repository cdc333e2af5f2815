import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { ada, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const signedIn = { token: 'token', user: ada, expiresIn: 3600 };
const asksForCode: Replies = {
  'GET /api/streams': listOf(),
  'POST /api/auth/login': {
    status: 401,
    problem: { code: 'two_factor_required', challenge: 'who-goes-there' },
  },
};

async function enterPassword() {
  await fill({ 'E-mail': 'ada@example.org', Password: 'correct horse' });
  await press('Sign in');
  expect(await screen.findByRole('heading', { name: 'Enter your code' })).toBeVisible();
}

describe('signing in in two steps', () => {
  it('answers the challenge with the code', async () => {
    const asked = fakeApi({ ...asksForCode, 'POST /api/auth/two-factor': signedIn });
    const router = renderPage('/sign-in');
    await enterPassword();
    expect(screen.getByLabelText('Code')).toHaveFocus();

    await fill({ Code: '123 456' });
    await press('Sign in');

    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    const sent = asked.find(({ request }) => request === 'POST /api/auth/two-factor');
    expect(sent?.body).toEqual({ challenge: 'who-goes-there', code: '123456' });
  });

  it('takes a recovery code in place of one', async () => {
    const asked = fakeApi({ ...asksForCode, 'POST /api/auth/two-factor': signedIn });
    const router = renderPage('/sign-in');
    await enterPassword();

    await press('Use a recovery code');
    await fill({ 'Recovery code': 'abcd-efgh-ijkl-mnop' });
    await press('Sign in');

    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    expect(asked.at(-1)?.request).not.toBe('POST /api/auth/login');
    expect(asked.find(({ request }) => request === 'POST /api/auth/two-factor')?.body).toEqual({
      challenge: 'who-goes-there',
      code: 'abcd-efgh-ijkl-mnop',
    });
  });

  it('says at the field that a code was wrong, and lets try again', async () => {
    const errors = [{ field: 'code', message: 'is wrong, or was used before' }];
    fakeApi({
      ...asksForCode,
      'POST /api/auth/two-factor': { status: 422, problem: { code: 'wrong_code', errors } },
    });
    renderPage('/sign-in');
    await enterPassword();

    await fill({ Code: '000000' });
    await press('Sign in');

    const code = screen.getByLabelText('Code');
    await waitFor(() => expect(code).toHaveAccessibleDescription('Is wrong, or was used before.'));
    expect(code).toHaveValue('000000');
  });

  it('begins again with the password, the e-mail kept, when the challenge is over', async () => {
    fakeApi({
      ...asksForCode,
      'POST /api/auth/two-factor': { status: 401, problem: { code: 'challenge_invalid' } },
    });
    renderPage('/sign-in');
    await enterPassword();

    await fill({ Code: '123456' });
    await press('Sign in');

    expect(await screen.findByRole('alert')).toHaveTextContent('Sign in again.');
    expect(screen.getByLabelText('E-mail')).toHaveValue('ada@example.org');
    expect(screen.getByLabelText('Password')).toHaveValue('');
  });

  it('tells how long to wait after too many wrong codes', async () => {
    const detail = 'Try again in a quarter of an hour.';
    fakeApi({
      ...asksForCode,
      'POST /api/auth/two-factor': { status: 429, problem: { code: 'too_many_codes', detail } },
    });
    renderPage('/sign-in');
    await enterPassword();

    await fill({ Code: '123456' });
    await press('Sign in');

    expect(await screen.findByRole('alert')).toHaveTextContent(detail);
  });
});
