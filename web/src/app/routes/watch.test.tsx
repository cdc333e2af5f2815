import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

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

it.each(['/nothing', '/@', '/watch/a/b'])('says that there is no page at %s', async (path) => {
  fakeApi({});
  renderPage(path);
  expect(await screen.findByText('There is no such page')).toBeVisible();
});
