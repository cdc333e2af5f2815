import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const signIn = (id: string, userAgent: string, current = false) => ({
  id,
  ip: '192.0.2.1',
  userAgent,
  createdAt: '2026-01-31T12:00:00.000Z',
  lastUsedAt: '2026-01-31T12:00:00.000Z',
  expiresAt: '2027-01-31T12:00:00.000Z',
  current,
});
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const page: Replies = {
  'GET /api/auth/two-factor': { enabled: false, recoveryCodesLeft: 0 },
  'GET /api/auth/sessions': listOf(signIn('s1', firefox, true), signIn('s2', 'curl/8.5.0')),
};
const codes = ['abcd-efgh-ijkl-mnop', 'qrst-uvwx-yzab-cdef'];

describe('the password', () => {
  it('is changed, and the fields are emptied', async () => {
    const asked = fakeApi({ ...page, 'PUT /api/auth/password': { message: 'changed' } });
    renderPage('/settings/security', { signedIn: true });

    await fill({ 'Current password': 'correct horse', 'New password': 'battery staple' });
    await press('Change password');

    expect(await screen.findByText('Your password is changed.')).toBeVisible();
    expect(screen.getByLabelText('New password')).toHaveValue('');
    expect(asked.find(({ request }) => request === 'PUT /api/auth/password')?.body).toEqual({
      currentPassword: 'correct horse',
      newPassword: 'battery staple',
      revokeTokens: true,
    });
  });

  it('leaves the API tokens where somebody wants that', async () => {
    const asked = fakeApi({ ...page, 'PUT /api/auth/password': { message: 'changed' } });
    renderPage('/settings/security', { signedIn: true });

    await fill({ 'Current password': 'correct horse', 'New password': 'battery staple' });
    await userEvent.click(screen.getByRole('checkbox', { name: 'Revoke my API tokens too' }));
    await press('Change password');

    expect(await screen.findByText('Your password is changed.')).toBeVisible();
    expect(asked.find(({ request }) => request === 'PUT /api/auth/password')?.body).toMatchObject({
      revokeTokens: false,
    });
  });
});

describe('two-factor sign-in', () => {
  it('is set up by a secret, proved by a code, and gives recovery codes once', async () => {
    let enabled = false;
    const asked = fakeApi({
      ...page,
      'GET /api/auth/two-factor': () => ({ enabled, recoveryCodesLeft: 2 }),
      'POST /api/auth/two-factor/setup': {
        secret: 'GEZDGNBVGY3TQOJQ',
        otpauthUrl: 'otpauth://totp/Freshet:ada?secret=GEZDGNBVGY3TQOJQ',
      },
      'POST /api/auth/two-factor/enable': () => {
        enabled = true;
        return { recoveryCodes: codes };
      },
    });
    renderPage('/settings/security', { signedIn: true });

    await press('Set up');
    const dialog = within(screen.getByRole('dialog', { name: 'Set up' }));
    await userEvent.type(dialog.getByLabelText('Password'), 'correct horse');
    await press('Next');
    expect(await screen.findByRole('img', { name: /QR code/ })).toBeVisible();
    expect(screen.getByLabelText('Secret')).toHaveValue('GEZDGNBVGY3TQOJQ');
    expect(screen.queryByRole('dialog')).toBeNull();

    await fill({ Code: '123456' });
    await press('Switch on');
    expect(await screen.findByText(/Each signs you in once/)).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Recovery codes' }).parentElement).toHaveFocus();
    const list = within(await screen.findByRole('list', { name: 'Recovery codes' }));
    expect(list.getAllByRole('listitem').map((each) => each.textContent)).toEqual(codes);
    expect(asked.find(({ request }) => request.endsWith('/enable'))?.body).toEqual({
      code: '123456',
    });

    await press('I have kept them');
    expect(await screen.findByText('Two-factor sign-in is on')).toBeVisible();
    expect(screen.queryByText(codes[0] ?? '')).toBeNull();
  });

  it('is switched off by password and code', async () => {
    const asked = fakeApi({
      ...page,
      'GET /api/auth/two-factor': { enabled: true, recoveryCodesLeft: 2 },
      'POST /api/auth/two-factor/disable': { message: 'off' },
    });
    renderPage('/settings/security', { signedIn: true });
    expect(await screen.findByText('2 recovery codes are left.')).toBeVisible();

    await press('Switch off');
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Password'), 'correct horse');
    await userEvent.type(dialog.getByLabelText('Code'), '123 456');
    await userEvent.click(dialog.getByRole('button', { name: 'Switch off' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.find(({ request }) => request.endsWith('/disable'))?.body).toEqual({
      password: 'correct horse',
      code: '123456',
    });
  });
});

describe('sign-ins', () => {
  it('are told apart, and another one is ended at once', async () => {
    let ended = false;
    const asked = fakeApi({
      ...page,
      'GET /api/auth/sessions': () =>
        listOf(signIn('s1', firefox, true), ...(ended ? [] : [signIn('s2', 'curl/8.5.0')])),
      'DELETE /api/auth/sessions/s2': () => {
        ended = true;
        return { message: 'ended' };
      },
    });
    renderPage('/settings/security', { signedIn: true });
    expect(await screen.findByText('Firefox on Linux')).toBeVisible();
    expect(screen.getByText('This device')).toBeVisible();

    await press('Sign out: curl');

    await waitFor(() => expect(screen.queryByText('curl')).toBeNull());
    expect(asked.map(({ request }) => request)).toContain('DELETE /api/auth/sessions/s2');
    expect(screen.queryByRole('button', { name: 'Sign out everywhere else' })).toBeNull();
  });

  it('come back when the server refuses', async () => {
    fakeApi({ ...page, 'DELETE /api/auth/sessions': { status: 503, problem: {} } });
    renderPage('/settings/security', { signedIn: true });

    await press('Sign out everywhere else');

    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByText('curl')).toBeVisible();
  });
});
