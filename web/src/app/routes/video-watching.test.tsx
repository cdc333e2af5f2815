import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Report } from '@/players/watch-log';
import { fakeApi } from '@/testing/fake-api';
import { fakeServer } from '@/testing/fake-socket';
import { adasVideo, failed, jobOf, processing } from '@/testing/fake-videos';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';
import { serve } from '@/testing/video-page';

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
