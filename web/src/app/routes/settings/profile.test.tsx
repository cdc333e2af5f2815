import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

import { ada, fakeApi } from '@/testing/fake-api';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const me = { 'GET /api/users/me': ada };
const portrait = new File(['x'], 'portrait.png', { type: 'image/png' });

// jsdom has no addresses for what a person chose.
beforeEach(() => {
  Object.assign(URL, { createObjectURL: () => 'blob:portrait', revokeObjectURL: () => undefined });
});

const shown = () => screen.getByRole('region', { name: 'Picture' }).querySelector('img')?.src;

describe('the profile', () => {
  it('is for who is signed in', async () => {
    fakeApi(me);
    const router = renderPage('/settings');
    await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'));
    expect(router.state.location.search).toBe('?next=%2Fsettings%2Fprofile');
  });

  it('is shown as it is and saved as it was changed, everywhere at once', async () => {
    const changed = { ...ada, displayName: 'Ada King' };
    const asked = fakeApi({ ...me, 'PATCH /api/users/me': changed });
    renderPage('/settings', { signedIn: true });
    const name = await screen.findByLabelText('Display name');
    expect(name).toHaveValue('Ada Lovelace');
    expect(screen.getByLabelText('About')).toHaveValue('I paint.');

    await userEvent.clear(name);
    await userEvent.type(name, 'Ada King');
    await press('Save');

    expect(await screen.findByText('Saved')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Account of Ada King' })).toBeVisible();
    expect(asked.at(-1)?.body).toEqual({
      displayName: 'Ada King',
      username: 'ada',
      bio: 'I paint.',
    });
  });

  it('says what could not be loaded, and tries again', async () => {
    let failures = 0;
    fakeApi({
      'GET /api/users/me': () => (failures++ === 0 ? { status: 403, problem: {} } : ada),
    });
    renderPage('/settings/profile', { signedIn: true });

    await press('Try again');

    expect(await screen.findByLabelText('Username')).toHaveValue('ada');
  });

  it('shows a picture before it is sent, and sends it as it is', async () => {
    const asked = fakeApi({
      ...me,
      'PUT /api/users/me/avatar': { ...ada, avatarUrl: '/media/avatars/1.webp' },
    });
    renderPage('/settings/profile', { signedIn: true });
    await userEvent.upload(await screen.findByLabelText('Picture file'), portrait);
    expect(shown()).toBe('blob:portrait');

    await press('Use this picture');

    expect(await screen.findByRole('button', { name: 'Remove' })).toBeVisible();
    expect(shown()).toMatch(/\/media\/avatars\/1.webp$/);
    expect(asked.at(-1)?.body).toBe(portrait);
  });

  it('takes a picture that is dropped, and refuses what is none', async () => {
    fakeApi(me);
    renderPage('/settings/profile', { signedIn: true });
    const place = (await screen.findByLabelText('Picture file')).closest('section > div');
    if (place === null) throw new Error('nowhere to drop it');

    const text = new File(['x'], 'notes.txt', { type: 'text/plain' });
    fireEvent.drop(place, { dataTransfer: { files: [text] } });
    expect(screen.getByRole('alert')).toHaveTextContent('Choose a JPEG, PNG, WebP or GIF.');

    fireEvent.drop(place, { dataTransfer: { files: [portrait] } });
    expect(shown()).toBe('blob:portrait');
    expect(screen.queryByRole('alert')).toBeNull();
    await press('Cancel');
    expect(shown()).toBeUndefined();
  });

  it('keeps the address until the password is right', async () => {
    const errors = [{ field: 'currentPassword', message: 'is not your password' }];
    fakeApi({ ...me, 'PATCH /api/users/me': { status: 422, problem: { errors } } });
    renderPage('/settings/profile', { signedIn: true });
    expect(await screen.findByText('Not verified yet')).toBeVisible();

    await press('Change');
    await userEvent.clear(screen.getByLabelText('New e-mail'));
    await fill({ 'New e-mail': 'ada@example.com', 'Current password': 'wrong' });
    await press('Change e-mail');

    await waitFor(() =>
      expect(screen.getByLabelText('Current password')).toHaveAccessibleDescription(
        'Is not your password.',
      ),
    );
    expect(screen.getByLabelText('New e-mail')).toHaveValue('ada@example.com');
  });
});
