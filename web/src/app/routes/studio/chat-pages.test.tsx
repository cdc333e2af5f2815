import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { adasChannel, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { modes } from '@/testing/fake-room';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const mine: Replies = { 'GET /api/users/me/channels': listOf(adasChannel) };
const settings = { ...modes, linksHeld: true, phrases: [{ text: 'spoiler', action: 'hold' }] };
const grace = { id: 'u2', username: 'grace', displayName: 'Grace', avatarUrl: null };

describe('the chat of the studio', () => {
  it('blocks a word, and no longer', async () => {
    const asked = fakeApi({
      ...mine,
      'GET /api/channels/c1/chat-settings': settings,
      'PATCH /api/channels/c1/chat-settings': settings,
    });
    renderPage('/studio/chat', { signedIn: true });
    await fill({ 'Word or phrase': 'Spoiler' });
    await press('Add');
    expect(await screen.findByText('This word is blocked already.')).toBeVisible();
    await userEvent.clear(screen.getByLabelText('Word or phrase'));
    await fill({ 'Word or phrase': 'buy followers' });
    await press('Add');
    await press('Remove: spoiler');
    const bodies = asked.filter(({ request }) => request.startsWith('PATCH'));
    expect(bodies.map(({ body }) => body)).toEqual([
      { phrases: [...settings.phrases, { text: 'buy followers', action: 'block' }] },
      { phrases: [] },
    ]);
  });
});

describe('moderation', () => {
  const lists: Replies = {
    ...mine,
    'GET /api/channels/c1/held-messages': listOf(),
    'GET /api/channels/c1/moderators': listOf({ ...grace, since: '2026-01-31T12:00:00.000Z' }),
    'GET /api/channels/c1/bans': listOf({
      id: 'b1',
      user: { id: 'u3', username: 'mallory', displayName: 'M' },
      addresses: [],
      hasAddresses: false,
      reason: 'Spam',
      by: grace,
      createdAt: '2026-01-31T12:00:00.000Z',
      until: null,
    }),
  };

  it('names moderators, and says why somebody cannot be one', async () => {
    const asked = fakeApi({
      ...lists,
      'POST /api/channels/c1/moderators': { status: 404, problem: { detail: 'Nobody is that.' } },
      'DELETE /api/channels/c1/moderators/u2': {},
    });
    renderPage('/studio/moderation', { signedIn: true });
    await screen.findByRole('button', { name: 'Remove: grace' });
    await userEvent.type(screen.getAllByLabelText('Username')[0] ?? document.body, '@nobody');
    await press('Add');
    expect(await screen.findByText('Nobody is that.')).toBeVisible();
    await press('Remove: grace');
    expect(asked.find(({ request }) => request.startsWith('POST'))?.body).toEqual({
      username: 'nobody',
    });
    expect(asked.some(({ request }) => request.startsWith('DELETE'))).toBe(true);
  });

  it('bans for good or for a while, and lifts', async () => {
    const asked = fakeApi({
      ...lists,
      'POST /api/channels/c1/timeouts': {},
      'DELETE /api/channels/c1/bans/b1': {},
    });
    renderPage('/studio/moderation', { signedIn: true });
    expect(await screen.findByText('mallory')).toBeVisible();
    await userEvent.type(screen.getAllByLabelText('Username')[1] ?? document.body, 'eve');
    await userEvent.selectOptions(screen.getByLabelText('For'), '600');
    await press('Ban');
    await press('Lift: mallory');
    expect(asked.find(({ request }) => request.startsWith('POST'))).toMatchObject({
      request: 'POST /api/channels/c1/timeouts',
      body: { username: 'eve', seconds: 600 },
    });
    expect(asked.some(({ request }) => request === 'DELETE /api/channels/c1/bans/b1')).toBe(true);
  });

  it('bans addresses too when asked, and only for good', async () => {
    const asked = fakeApi({ ...lists, 'POST /api/channels/c1/bans': {} });
    renderPage('/studio/moderation', { signedIn: true });
    await screen.findByText('mallory');
    await userEvent.type(screen.getAllByLabelText('Username')[1] ?? document.body, 'eve');
    const addresses = screen.getByLabelText('Also the addresses they come from');
    await userEvent.click(addresses);
    await userEvent.selectOptions(screen.getByLabelText('For'), '600');
    expect(addresses).toBeDisabled();
    expect(addresses).not.toBeChecked();
    await userEvent.selectOptions(screen.getByLabelText('For'), 'For good');
    await press('Ban');
    expect(asked.find(({ request }) => request.startsWith('POST'))?.body).toEqual({
      username: 'eve',
      withAddress: true,
    });
    await waitFor(() => expect(addresses).not.toBeChecked());
  });
});

describe('emotes', () => {
  it('are added with image, code and tier', async () => {
    URL.createObjectURL = () => 'blob:image';
    URL.revokeObjectURL = () => undefined;
    const asked = fakeApi({
      ...mine,
      'GET /api/channels/c1/emotes': listOf(),
      'PUT /api/channels/c1/emotes/wave': {},
    });
    renderPage('/studio/emotes', { signedIn: true });
    expect(await screen.findByText('You have no emotes yet.')).toBeVisible();
    await fill({ Code: 'wave' });
    await press('Add the emote');
    expect(screen.getByText('Choose an image.')).toBeVisible();
    const image = new File(['x'], 'wave.png', { type: 'image/png' });
    await userEvent.upload(screen.getByLabelText('Image file'), image);
    await press('Add the emote');
    await waitFor(() => expect(asked.some(({ request }) => request.startsWith('PUT'))).toBe(true));
    expect(asked.find(({ request }) => request.startsWith('PUT'))?.type).toBe('image/png');
  });
});
