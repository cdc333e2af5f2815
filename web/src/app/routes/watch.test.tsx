import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Stream } from '@/lib/api-types';
import type { Sources } from '@/players/live-player';
import { adasChannel, adasStream, fakeApi } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

interface Shown {
  title: string;
  sources: Sources;
  publisherAway: boolean;
}

vi.mock('@/players/live-video', () => ({
  LiveVideo: ({ title, sources, publisherAway }: Shown) => (
    <p>
      plays {title} from {sources.flv} {publisherAway && 'when the publisher is back'}
    </p>
  ),
}));

const live = {
  'GET /api/channels/ada': { ...adasChannel, isLive: true },
  'GET /api/streams/ada': adasStream(),
  'GET /api/streams/s1': adasStream(),
};

describe('a channel', () => {
  it('plays what is on air', async () => {
    fakeApi(live);
    renderPage('/@ada');

    expect(await screen.findByText('plays A portrait from /live/ada.flv')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'A portrait' })).toBeVisible();
    expect(document.title).toBe('A portrait · Freshet');
  });

  it('says that it is offline', async () => {
    fakeApi({ 'GET /api/channels/ada': adasChannel });
    renderPage('/@ada');
    expect(await screen.findByText('Ada paints is offline')).toBeVisible();
    expect(screen.queryByText('Live')).not.toBeInTheDocument();
  });

  it('tells the player that the publisher is away', async () => {
    fakeApi({ ...live, 'GET /api/streams/ada': adasStream({ status: 'reconnecting' }) });
    renderPage('/@ada');
    expect(await screen.findByText(/when the publisher is back/)).toBeVisible();
  });

  it('is offline when the stream has ended between two requests', async () => {
    fakeApi({ 'GET /api/channels/ada': { ...adasChannel, isLive: true } });
    renderPage('/@ada');
    expect(await screen.findByText('Ada paints is offline')).toBeVisible();
  });

  it('says that there is none', async () => {
    fakeApi({});
    renderPage('/@nobody');
    expect(await screen.findByText('There is no such channel')).toBeVisible();
  });
});

describe('a broadcast', () => {
  it('plays', async () => {
    fakeApi(live);
    renderPage('/watch/s1');
    expect(await screen.findByText('plays A portrait from /live/ada.flv')).toBeVisible();
  });

  it('leads to its channel when it has ended', async () => {
    const ended = adasStream({ status: 'ended', isLive: false });
    fakeApi({ 'GET /api/streams/s1': ended });
    renderPage('/watch/s1');
    expect(await screen.findByText('This broadcast has ended')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to the channel' })).toHaveAttribute(
      'href',
      '/@ada',
    );
  });

  it('says that there is none', async () => {
    fakeApi({});
    renderPage('/watch/nothing');
    expect(await screen.findByText('There is no such broadcast')).toBeVisible();
  });
});

const forFollowers = (change = {}) => ({
  ...live,
  'GET /api/streams/s1': adasStream({ audience: 'followers', playback: {} as Stream['playback'] }),
  'GET /api/channels/c1/entitlements': { isOwner: false, follows: false, tier: null },
  'GET /api/users/u1': { followerCount: 7 },
  ...change,
});
const playback = { playback: { flv: '/live/s1.flv?token=t' }, token: 't' };
const refusal = (status: number, code: string) => ({ status, problem: { code } });

describe('a broadcast for followers', () => {
  it('plays by the addresses that the server makes for its viewer', async () => {
    fakeApi(forFollowers({ 'GET /api/streams/s1/stream': playback }));
    renderPage('/watch/s1', { signedIn: true });
    expect(await screen.findByText('plays A portrait from /live/s1.flv?token=t')).toBeVisible();
  });

  it('asks a stranger to sign in', async () => {
    fakeApi(forFollowers({ 'GET /api/streams/s1/stream': refusal(401, 'unauthenticated') }));
    renderPage('/watch/s1');
    expect(await screen.findByText('This broadcast is for followers')).toBeVisible();
    expect(screen.getByText('Sign in and follow @ada to watch it.')).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'Follow' })[0]).toHaveAttribute(
      'href',
      '/sign-in?next=%2Fwatch%2Fs1',
    );
  });

  it('begins to play when its viewer follows', async () => {
    let follows = false;
    fakeApi(
      forFollowers({
        'GET /api/streams/s1': adasStream({ userId: 'u2', audience: 'followers' }),
        'GET /api/streams/s1/stream': () => (follows ? playback : refusal(403, 'followers_only')),
        'POST /api/users/u2/follow': () => {
          follows = true;
          return { following: true, followerCount: 8 };
        },
      }),
    );
    renderPage('/watch/s1', { signedIn: true });
    expect(await screen.findByText(/Follow @ada to watch it/)).toBeVisible();

    const [follow] = await screen.findAllByRole('button', { name: 'Follow' });
    await userEvent.click(follow ?? document.body);
    expect(await screen.findByText('plays A portrait from /live/s1.flv?token=t')).toBeVisible();
  });

  it('can be asked for again when the server cannot say', async () => {
    let isDown = true;
    fakeApi(
      forFollowers({
        'GET /api/streams/s1/stream': () => (isDown ? refusal(429, 'rate_limited') : playback),
      }),
    );
    renderPage('/watch/s1', { signedIn: true });
    const retry = await screen.findByRole('button', { name: 'Try again' });
    isDown = false;
    await userEvent.click(retry);
    expect(await screen.findByText(/plays A portrait/)).toBeVisible();
  });
});

it('does not count the owner, who plays by a token of the own', async () => {
  fakeApi({ ...live, 'GET /api/streams/s1/stream': playback });
  renderPage('/watch/s1', { signedIn: true });
  expect(await screen.findByText('plays A portrait from /live/s1.flv?token=t')).toBeVisible();
});

it.each(['/nothing', '/@', '/watch/a/b'])('says that there is no page at %s', async (path) => {
  fakeApi({});
  renderPage(path);
  expect(await screen.findByText('There is no such page')).toBeVisible();
});
