import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { fakeApi, listOf } from '@/testing/fake-api';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const token = {
  id: 't1',
  name: 'ci',
  scopes: ['media:write'],
  createdAt: '2026-01-31T12:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
};

describe('API tokens', () => {
  it('are made with what they may do, and shown once', async () => {
    const asked = fakeApi({
      'GET /api/auth/tokens': listOf(),
      'POST /api/auth/tokens': { ...token, token: 'frs_0f1e2d3c' },
    });
    renderPage('/settings/tokens', { signedIn: true });
    expect(await screen.findByText('You have no tokens.')).toBeVisible();

    await fill({ Name: 'ci' });
    await userEvent.click(screen.getByLabelText('Upload, change and delete your videos'));
    await userEvent.selectOptions(screen.getByLabelText('Good for'), 'No end');
    await press('Create token');

    expect(await screen.findByLabelText('Token')).toHaveValue('frs_0f1e2d3c');
    const sent = asked.find(({ request }) => request === 'POST /api/auth/tokens');
    expect(sent?.body).toEqual({ name: 'ci', scopes: ['media:write'] });
    await press('I have copied it');
    expect(screen.queryByDisplayValue('frs_0f1e2d3c')).toBeNull();
  });

  it('end after the chosen time', async () => {
    const asked = fakeApi({ 'GET /api/auth/tokens': listOf(), 'POST /api/auth/tokens': token });
    renderPage('/settings/tokens', { signedIn: true });

    await fill({ Name: 'ci' });
    await userEvent.click(await screen.findByLabelText('See your streams'));
    await press('Create token');

    await waitFor(() => expect(asked.some(({ body }) => body !== undefined)).toBe(true));
    const sent = asked.find(({ request }) => request.startsWith('POST'))?.body;
    const { expiresAt } = sent as { expiresAt: string };
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(90, 1);
  });

  it('say which field is missing, and offer no scope that is not given', async () => {
    const asked = fakeApi({ 'GET /api/auth/tokens': listOf() });
    renderPage('/settings/tokens', { signedIn: true });

    await fill({ Name: 'ci' });
    await press('Create token');

    expect(screen.getByText('Choose at least one.')).toBeVisible();
    expect(screen.getByLabelText('See your videos')).toHaveFocus();
    expect(screen.queryByLabelText('Administer this server')).toBeNull();
    expect(asked.some(({ request }) => request.startsWith('POST'))).toBe(false);
  });

  it('are revoked only after asking', async () => {
    let revoked = false;
    fakeApi({
      'GET /api/auth/tokens': () => (revoked ? listOf() : listOf(token)),
      'DELETE /api/auth/tokens/t1': () => {
        revoked = true;
        return { message: 'revoked' };
      },
    });
    renderPage('/settings/tokens', { signedIn: true });
    expect(await screen.findByText(/Never used · Does not expire/)).toBeVisible();

    await press('Revoke: ci');
    expect(screen.getByRole('dialog', { name: 'Revoke ci?' })).toBeVisible();
    await press('Revoke');

    expect(await screen.findByText('You have no tokens.')).toBeVisible();
  });
});
