import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Video } from '@/lib/api-types';
import type { Report } from '@/players/watch-log';
import { fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { fakeServer } from '@/testing/fake-socket';
import { adasVideo, failed, jobOf, processing } from '@/testing/fake-videos';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

interface Shown {
  sources: { hls: string };
  startAt: number;
  isResumed: boolean;
  onReport: (report: Report) => void;
}

const player = vi.hoisted(() => ({ shown: [] as unknown[], seekTo: vi.fn() }));
const shown = () => player.shown.at(-1) as Shown;

vi.mock('@/players/vod-video', async () => {
  const { useImperativeHandle } = await import('react');
  return {
    VodVideo: (props: { ref: React.Ref<object> }) => {
      player.shown.push(props);
      useImperativeHandle(props.ref, () => ({ seekTo: player.seekTo, time: () => 65.4 }));
      return <p>the picture</p>;
    },
  };
});

const asGrace = { userId: 'u2', channelId: 'c2' };
const serve = (video: Video, replies: Replies = {}) =>
  fakeApi({
    'GET /api/videos/v1': { ...video },
    'GET /api/channels/c1/videos': listOf(video, adasVideo({ id: 'v2', title: 'Another one' })),
    'GET /api/videos/v1/stream': { url: '', hls: '/t/abc/vod/v1/master.m3u8', mp4: '/t/abc/v.mp4' },
    'PUT /api/videos/v1/progress': {},
    'POST /api/playback/beacon': {},
    ...replies,
  });

describe('a video', () => {
  it('plays for everybody, with what belongs to it', async () => {
    serve(adasVideo({ tags: ['oil'], categories: [{ ...category }] }));
    renderPage('/video/v1');
    expect(await screen.findByText('the picture')).toBeVisible();
    expect(screen.getByRole('heading', { level: 1, name: 'Oil on canvas' })).toBeVisible();
    expect(screen.getAllByTitle('1,234 views')[0]).toHaveTextContent('1.2K views');
    expect(screen.getByRole('link', { name: '#oil' })).toHaveAttribute('href', '/search?q=oil');
    expect(screen.getByRole('link', { name: 'Art' })).toHaveAttribute('href', '/?category=art');
    expect(shown().sources.hls).toBe('/vod/v1/master.m3u8');

    const more = within(screen.getByRole('complementary', { name: 'More of Ada paints' }));
    expect(await more.findByRole('link', { name: 'Another one' })).toBeVisible();
    expect(more.queryByRole('link', { name: 'Oil on canvas' })).not.toBeInTheDocument();
  });

  it('goes on where I left, or begins where the address says', async () => {
    serve(adasVideo({ position: 120 }));
    const router = renderPage('/video/v1', { signedIn: true });
    await screen.findByText('the picture');
    expect(shown()).toMatchObject({ startAt: 120, isResumed: true });
    await act(() => router.navigate('/video/v1?t=1m5s'));
    expect(shown()).toMatchObject({ startAt: 65, isResumed: false });
  });

  it('goes to the places that its description names', async () => {
    serve(adasVideo({ description: '1:05 The brush\nhttps://example.org/oil' }));
    renderPage('/video/v1');
    await press('1:05');
    expect(player.seekTo).toHaveBeenCalledWith(65);
    const link = screen.getByRole('link', { name: 'https://example.org/oil' });
    expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
  });

  it('folds a long description', async () => {
    serve(adasVideo({ description: 'a\n'.repeat(20) }));
    renderPage('/video/v1');
    const more = await screen.findByRole('button', { name: 'Show more' });
    expect(more).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(more);
    expect(screen.getByRole('button', { name: 'Show less' })).toBeVisible();
  });

  it('is shared by its address, from the beginning or from here', async () => {
    serve(adasVideo());
    renderPage('/video/v1');
    await press('Share');
    const link = screen.getByRole('textbox', { name: 'Link' });
    expect(link).toHaveValue(`${location.origin}/video/v1`);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Begin at 1:05' }));
    expect(link).toHaveValue(`${location.origin}/video/v1?t=65`);
  });

  it('is not there for who may not see it, who is asked to sign in', async () => {
    fakeApi({});
    renderPage('/video/v9');
    expect(await screen.findByText('There is no such video')).toBeVisible();
    const main = within(screen.getByRole('main'));
    expect(main.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/sign-in?next=%2Fvideo%2Fv9',
    );
  });

  it('says why it could not be loaded, and tries again', async () => {
    let isUp = false;
    serve(adasVideo(), {
      'GET /api/videos/v1': () =>
        isUp ? { ...adasVideo() } : { status: 400, problem: { detail: 'Not now.' } },
    });
    renderPage('/video/v1');
    expect(await screen.findByText('Not now.')).toBeVisible();
    isUp = true;
    await press('Try again');
    expect(await screen.findByText('the picture')).toBeVisible();
  });
});

const category = {
  id: 'k1',
  name: 'Art',
  slug: 'art',
  createdAt: '',
} as never as Video['categories'][0];

describe('who watches', () => {
  it('is counted, and finds the place again', async () => {
    const asked = serve(adasVideo({ ...asGrace }));
    renderPage('/video/v1', { signedIn: true });
    await screen.findByText('the picture');
    act(() => shown().onReport({ position: 70.9, watched: 10, isLast: false }));
    const bodyOf = (request: string) => asked.find((each) => each.request === request)?.body;
    expect(bodyOf('PUT /api/videos/v1/progress')).toEqual({ position: 70 });
    expect(bodyOf('POST /api/playback/beacon')).toMatchObject({ videoId: 'v1', watched: 10 });
  });

  it('without an account is counted, and no more', async () => {
    const asked = serve(adasVideo());
    renderPage('/video/v1');
    await screen.findByText('the picture');
    act(() => shown().onReport({ position: 70, watched: 10, isLast: false }));
    expect(asked.some(({ request }) => request === 'POST /api/playback/beacon')).toBe(true);
    expect(asked.some(({ request }) => request.startsWith('PUT'))).toBe(false);
  });
});

describe('the owner', () => {
  it('plays by a token, downloads, and is no view', async () => {
    const asked = serve(adasVideo({ visibility: 'private' }));
    renderPage('/video/v1', { signedIn: true });
    await screen.findByText('the picture');
    expect(shown().sources.hls).toBe('/t/abc/vod/v1/master.m3u8');
    expect(await screen.findByRole('link', { name: 'Download' })).toHaveAttribute(
      'href',
      '/t/abc/v.mp4?download=1',
    );
    expect(screen.getByRole('link', { name: 'Edit' })).toHaveAttribute('href', '/video/v1/edit');
    act(() => shown().onReport({ position: 7, watched: 10, isLast: false }));
    expect(asked.some(({ request }) => request === 'POST /api/playback/beacon')).toBe(false);
  });

  it('is told that a private video opens by its address for nobody else', async () => {
    serve(adasVideo({ visibility: 'private' }));
    renderPage('/video/v1', { signedIn: true });
    await press('Share');
    expect(screen.getByText(/Others need a share link/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Make a share link' })).toBeVisible();
  });

  it('sees how it is made playable, until it plays by itself', async () => {
    let video = processing({ job: jobOf({ status: 'QUEUED', position: 3 }) });
    serve(video, { 'GET /api/videos/v1': () => ({ ...video }) });
    renderPage('/video/v1', { signedIn: true });
    expect(await screen.findByText('In the queue, 2 before it')).toBeVisible();
    await waitFor(() => expect(fakeServer.socket?.connected).toBe(true));
    const news = { videoId: 'v1', doing: 'transcode', position: 0, failure: null } as const;
    fakeServer.tell('video_progress', { ...news, status: 'PROCESSING', progress: 55 });
    expect(await screen.findByText('Making it playable, 55%')).toBeVisible();
    video = adasVideo();
    fakeServer.tell('video_progress', { ...news, doing: null, status: 'READY', progress: 100 });
    expect(await screen.findByText('the picture')).toBeVisible();
  });

  it('reads why it failed, and tries again', async () => {
    let video = failed();
    serve(video, {
      'GET /api/videos/v1': () => ({ ...video }),
      'POST /api/videos/v1/retry': () => {
        video = processing();
        return { ...jobOf() };
      },
    });
    renderPage('/video/v1', { signedIn: true });
    expect(await screen.findByText('The file is damaged. Upload it again.')).toBeVisible();
    await press('Try again');
    expect(await screen.findByText('Making it playable, 40%')).toBeVisible();
  });
});

describe('a share link', () => {
  const playback = { url: '', hls: '/t/xyz/vod/v1/master.m3u8', mp4: '/t/xyz/v.mp4' };
  const opened = { video: { ...adasVideo({ visibility: 'private' }) }, playback };
  const refused = (code: string, status = 403) => ({
    status,
    problem: { code, detail: `refused: ${code}` },
  });

  it('opens a video without an account', async () => {
    const asked = serve(adasVideo(), { 'POST /api/share-links/open': opened });
    renderPage('/video/v1#share=secret');
    expect(await screen.findByText('the picture')).toBeVisible();
    expect(shown().sources.hls).toBe('/t/xyz/vod/v1/master.m3u8');
    const bodies = asked.filter(({ request }) => request.startsWith('POST /api/share'));
    expect(bodies.map(({ body }) => body)).toEqual([{ share: 'secret' }]);
    act(() => shown().onReport({ position: 7, watched: 10, isLast: false }));
    expect(asked.find(({ request }) => request.endsWith('beacon'))?.body).toMatchObject({
      token: 'xyz',
    });
  });

  it('asks for its password until it is right', async () => {
    let answer: object = refused('link_password_required');
    const asked = serve(adasVideo(), { 'POST /api/share-links/open': () => ({ ...answer }) });
    renderPage('/video/v1#share=secret');
    expect(await screen.findByText('A video was shared with you')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();

    answer = refused('link_password_wrong');
    await fill({ Password: 'guess' });
    await press('Watch');
    expect(await screen.findByText('refused: link_password_wrong')).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveValue('guess');

    answer = opened;
    await userEvent.clear(screen.getByLabelText('Password'));
    await fill({ Password: 'between us' });
    await press('Watch');
    expect(await screen.findByText('the picture')).toBeVisible();
    expect(asked.find(({ body }) => JSON.stringify(body).includes('between us'))?.body).toEqual({
      share: 'secret',
      password: 'between us',
    });
  });

  it('that has ended says so', async () => {
    fakeApi({});
    renderPage('/video/v1#share=old');
    expect(await screen.findByText('This link opens nothing any more')).toBeVisible();
  });
});
