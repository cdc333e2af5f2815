import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { session } from '@/lib/session';
import { fakeApi, listOf } from '@/testing/fake-api';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

describe('the account', () => {
  it('is exported as the server sent it', async () => {
    const saved: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`,
      revokeObjectURL: () => undefined,
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    fakeApi({ 'GET /api/users/me/export': { profile: { username: 'ada' } } });
    renderPage('/settings/account', { signedIn: true });

    await press('Download my data');

    await waitFor(() => expect(click).toHaveBeenCalled());
    expect(click.mock.contexts[0]).toMatchObject({ download: 'freshet-ada.json' });
    expect(await saved[0]?.text()).toBe('{"profile":{"username":"ada"}}');
  });

  it('is deleted with the password alone, and who did that is signed out', async () => {
    const asked = fakeApi({
      'GET /api/streams': listOf(),
      'DELETE /api/users/me': { message: 'gone' },
    });
    const router = renderPage('/settings/account', { signedIn: true });

    await press('Delete my account');
    expect(screen.getByRole('dialog', { name: 'Delete the account ada?' })).toBeVisible();
    await fill({ Password: 'correct horse' });
    await userEvent.keyboard('{Enter}');

    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    expect(session.current().status).toBe('signed-out');
    expect(asked.find(({ request }) => request === 'DELETE /api/users/me')?.body).toEqual({
      password: 'correct horse',
    });
  });

  it('stays when the password is wrong', async () => {
    const errors = [{ field: 'password', message: 'is not your password' }];
    fakeApi({ 'DELETE /api/users/me': { status: 422, problem: { errors } } });
    renderPage('/settings/account', { signedIn: true });

    await press('Delete my account');
    await fill({ Password: 'wrong' });
    await userEvent.keyboard('{Enter}');

    await waitFor(() =>
      expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(
        'Is not your password.',
      ),
    );
    expect(session.current().status).toBe('signed-in');
  });
});
