import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Report } from '@/players/watch-log';
import { fakeApi } from '@/testing/fake-api';
import { adasVideo } from '@/testing/fake-videos';
import { press } from '@/testing/fill';
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

const category = { id: 'k1', name: 'Art', slug: 'art', iconUrl: null, createdAt: '' };

describe('a video', () => {
  it('plays for everybody, with what belongs to it', async () => {
    serve(adasVideo({ tags: ['oil'], categories: [category] }));
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
