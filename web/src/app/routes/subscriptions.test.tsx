import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { adasChannel, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

const grace = { id: 'u2', username: 'Grace', displayName: 'Grace', avatarUrl: null };
const channel = (tiers: string[]): Replies => ({
  'GET /api/instance': { tiers },
  'GET /api/channels/grace': { ...adasChannel, id: 'c2', userId: 'u2', title: 'Grace' },
  'GET /api/channels/c2/streams': listOf(),
  'GET /api/channels/c2/entitlements': { isOwner: false, follows: false, tier: null },
  'GET /api/users/u2': { followerCount: 1 },
});
const subscription = {
  id: 'b1',
  streamer: grace,
  tier: 'pro',
  status: 'active',
  expiresAt: '2026-03-01T12:00:00.000Z',
};

describe('subscribing', () => {
  it('is not offered where nobody takes payments', async () => {
    fakeApi(channel([]));
    renderPage('/@grace', { signedIn: true });
    await screen.findByRole('button', { name: 'Follow' });
    expect(screen.queryByRole('button', { name: 'Subscribe' })).not.toBeInTheDocument();
  });

  it('offers the tiers that can be paid for, with what they give', async () => {
    const asked = fakeApi(channel(['basic', 'premium']));
    renderPage('/@grace', { signedIn: true });

    await userEvent.click(await screen.findByRole('button', { name: 'Subscribe' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Subscribe to Grace' }));
    expect(dialog.getAllByRole('radio')).toHaveLength(2);
    await userEvent.click(dialog.getByRole('radio', { name: /Premium.*exclusive content/ }));
    await userEvent.click(dialog.getByRole('button', { name: 'Go to payment' }));

    await waitFor(() =>
      expect(asked.find(({ request }) => request === 'POST /api/subscriptions')?.body).toEqual({
        streamerId: 'u2',
        tier: 'premium',
        paymentMethod: 'card',
      }),
    );
  });

  it.each([
    ['Pay nothing', 'pay', 'success'],
    ['Decline', 'decline', 'canceled'],
  ])('is played where it is developed: %s', async (button, action, outcome) => {
    const asked = fakeApi({
      ...channel([]),
      'POST /api/subscriptions/development/x1': subscription,
    });
    const router = renderPage('/subscribe/development?session=x1', { signedIn: true });

    expect(await screen.findByText(/This is not real/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: button }));

    await waitFor(() => expect(router.state.location.pathname).toBe('/@grace'));
    expect(router.state.location.search).toBe(`?subscription=${outcome}`);
    expect(asked.find(({ request }) => request.startsWith('POST'))?.body).toEqual({ action });
  });

  it('is listed in the settings, and ends after asking', async () => {
    let status = 'active';
    const asked = fakeApi({
      'GET /api/subscriptions/me': () => [{ ...subscription, status }] as never,
      'DELETE /api/subscriptions/b1': () => {
        status = 'canceled';
        return { ...subscription, status };
      },
    });
    renderPage('/settings/subscriptions', { signedIn: true });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel subscription: Grace' }),
    );
    expect(asked.some(({ request }) => request.startsWith('DELETE'))).toBe(false);
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel subscription' }));

    expect(await screen.findByText('Not renewed')).toBeVisible();
  });
});
