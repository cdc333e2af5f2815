import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { adasChannel, adasStream, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

const gracesChannel = { ...adasChannel, id: 'c2', userId: 'u2', handle: 'grace', title: 'Grace' };
const rights = { isOwner: false, follows: false, tier: null };
const channel: Replies = {
  'GET /api/instance': { tiers: ['basic', 'premium'] },
  'GET /api/channels/grace': gracesChannel,
  'GET /api/channels/c2/streams': listOf(),
  'GET /api/channels/c2/entitlements': rights,
  'GET /api/users/u2': { followerCount: 41 },
};

describe('following', () => {
  it('shows at once, with the count', async () => {
    let answer: (value: object) => void = () => undefined;
    fakeApi(channel);
    renderPage('/@grace', { signedIn: true });
    const button = await screen.findByRole('button', { name: 'Follow' });
    expect(await screen.findByText('41 followers')).toBeVisible();

    vi.stubGlobal('fetch', () => new Promise((resolve) => (answer = resolve)));
    await userEvent.click(button);

    expect(screen.getByRole('button', { name: 'Following' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(screen.getByText('42 followers')).toBeVisible();
    answer(Response.json({ following: true, followerCount: 50 }));
    expect(await screen.findByText('50 followers')).toBeVisible();
  });

  it('is taken back when the server refuses, and says why', async () => {
    fakeApi({
      ...channel,
      'POST /api/users/u2/follow': { status: 409, problem: { detail: 'You follow too many.' } },
    });
    renderPage('/@grace', { signedIn: true });
    await screen.findByText('41 followers');

    await userEvent.click(await screen.findByRole('button', { name: 'Follow' }));

    expect(await screen.findByText('You follow too many.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Follow' })).toBeVisible();
    expect(screen.getByText('41 followers')).toBeVisible();
  });

  it('leads a visitor to sign in, and back', async () => {
    fakeApi(channel);
    renderPage('/@grace');
    expect(await screen.findByRole('link', { name: 'Follow' })).toHaveAttribute(
      'href',
      '/sign-in?next=%2F%40grace',
    );
  });

  it('is not offered on the own channel', async () => {
    fakeApi({ ...channel, 'GET /api/channels/c2/entitlements': { ...rights, isOwner: true } });
    renderPage('/@grace', { signedIn: true });
    await screen.findByText('41 followers');
    expect(screen.queryByRole('button', { name: /Follow|Subscribe/ })).not.toBeInTheDocument();
  });

  it('brings whom one follows to the front of the home page', async () => {
    fakeApi({
      'GET /api/streams': listOf(
        adasStream({ id: 's1', userId: 'u3', title: 'First' }),
        adasStream({ id: 's2', userId: 'u2', title: 'Second' }),
      ),
      'GET /api/users/me/following': listOf({ id: 'u2' }),
    });
    renderPage('/', { signedIn: true });

    await screen.findByRole('heading', { name: 'Live now of whom you follow' });
    const titles = screen.getAllByRole('heading', { name: /First|Second/ });
    expect(titles.map((each) => each.textContent)).toEqual(['Second', 'First']);
  });
});

describe('notifications', () => {
  const told = {
    id: 'n1',
    kind: 'stream_started',
    data: { streamId: 's1', streamer: 'grace', title: 'COBOL' },
    readAt: null,
    createdAt: '2026-01-31T12:00:00.000Z',
  };
  const replies: Replies = {
    'GET /api/streams': listOf(),
    'GET /api/notifications/unread-count': { unreadCount: 1 },
    'GET /api/notifications': { data: [told], meta: { nextCursor: null, unreadCount: 1 } },
    'PATCH /api/notifications': { unreadCount: 0 },
    'GET /api/streams/s1': adasStream(),
  };

  it('are counted, and the one that is opened is read', async () => {
    const asked = fakeApi(replies);
    const router = renderPage('/', { signedIn: true });

    await userEvent.click(await screen.findByRole('button', { name: 'Notifications, 1 new' }));
    await userEvent.click(await screen.findByRole('link', { name: /grace is live: COBOL/ }));

    await waitFor(() => expect(router.state.location.pathname).toBe('/watch/s1'));
    await waitFor(() =>
      expect(asked.find(({ request }) => request.startsWith('PATCH'))?.body).toEqual({
        ids: ['n1'],
        read: true,
      }),
    );
  });

  it('go away on Escape', async () => {
    fakeApi(replies);
    renderPage('/', { signedIn: true });
    await userEvent.click(await screen.findByRole('button', { name: /Notifications/ }));
    await screen.findByRole('link', { name: 'Show all' });
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('link', { name: 'Show all' })).not.toBeInTheDocument();
  });

  it('have a page, where all can be marked', async () => {
    const asked = fakeApi(replies);
    renderPage('/notifications', { signedIn: true });
    await screen.findByText('grace is live: COBOL');
    await userEvent.click(screen.getByRole('button', { name: 'Mark all as read' }));
    await waitFor(() =>
      expect(asked.find(({ request }) => request.startsWith('PATCH'))?.body).toEqual({
        all: true,
        read: true,
      }),
    );
  });
});

describe('a report', () => {
  it('needs a reason, and is sent with it', async () => {
    const asked = fakeApi({ ...channel, 'POST /api/reports': { id: 'r1' } });
    renderPage('/@grace', { signedIn: true });

    await userEvent.click(await screen.findByRole('button', { name: 'Report' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Report this' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Report' }));
    expect(dialog.getByLabelText('What is wrong')).toHaveAccessibleDescription(
      'Choose what is wrong.',
    );
    await userEvent.selectOptions(dialog.getByLabelText('What is wrong'), 'Hate');
    await userEvent.type(dialog.getByLabelText('Details'), 'Look.');
    await userEvent.click(dialog.getByRole('button', { name: 'Report' }));

    expect(await screen.findByText('The moderators will look at it.')).toBeVisible();
    expect(asked.find(({ request }) => request === 'POST /api/reports')?.body).toEqual({
      subject: 'channel',
      subjectId: 'c2',
      reason: 'hate',
      details: 'Look.',
    });
  });
});

describe('the search', () => {
  it('finds channels and streams', async () => {
    fakeApi({
      'GET /api/search': listOf(
        { type: 'channel', channel: gracesChannel },
        { type: 'stream', stream: adasStream() },
      ),
    });
    renderPage('/search?q=gra');
    expect(await screen.findByRole('link', { name: /Grace/ })).toHaveAttribute('href', '/@grace');
    expect(screen.getByRole('link', { name: 'A portrait' })).toBeVisible();
  });

  it('says that nothing fits', async () => {
    fakeApi({ 'GET /api/search': listOf() });
    renderPage('/search?q=zzz');
    expect(await screen.findByText('Nothing fits zzz. Try other words.')).toBeVisible();
  });
});
