import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Video } from '@/lib/api-types';
import { fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { fakeServer } from '@/testing/fake-socket';
import { adasVideo, failed, jobOf, processing } from '@/testing/fake-videos';
import { press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

function open(videos: Video[], replies: Replies = {}, path = '/library') {
  const asked = fakeApi({ 'GET /api/videos/my': () => listOf(...videos), ...replies });
  const router = renderPage(path, { signedIn: true });
  return { asked, router };
}
const row = (name: string) => within(screen.getByRole('article', { name }));

describe('my videos', () => {
  it('lead to an upload while there are none', async () => {
    open([]);
    expect(await screen.findByText(/You have no videos yet/)).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'Upload' })[0]).toHaveAttribute('href', '/upload');
  });

  it('say what each is, and what is becoming of it', async () => {
    open([
      adasVideo({ visibility: 'unlisted' }),
      processing({ id: 'v2', title: 'In work' }),
      processing({ id: 'v3', title: 'Next', job: jobOf({ position: 1 }) }),
      adasVideo({ id: 'v4', title: 'On its way', status: 'UPLOADING', progress: 43.7 }),
      failed({ id: 'v5', title: 'Broken' }),
    ]);
    await screen.findByText('Oil on canvas');
    expect(row('Oil on canvas').getByText(/^Unlisted/)).toHaveTextContent('1.2K views');
    expect(row('Oil on canvas').queryByRole('progressbar')).not.toBeInTheDocument();
    expect(row('In work').getByText('Making it playable, 40%')).toBeVisible();
    expect(row('Next').getByText('In the queue, next in line')).toBeVisible();
    expect(row('On its way').getByRole('progressbar')).toHaveAttribute('aria-valuenow', '44');
    expect(row('On its way').getByRole('link', { name: 'On its way' })).toHaveAttribute(
      'href',
      '/upload',
    );
    expect(row('Broken').getByText('The file is damaged. Upload it again.')).toBeVisible();
  });

  it('change as the server tells it, and are asked for again when one is ready', async () => {
    let videos = [processing()];
    const asked = fakeApi({ 'GET /api/videos/my': () => listOf(...videos) });
    renderPage('/library', { signedIn: true });
    await screen.findByText('Making it playable, 40%');
    await waitFor(() => expect(fakeServer.socket?.connected).toBe(true));
    const news = { videoId: 'v1', doing: 'transcode', position: 0, failure: null } as const;
    fakeServer.tell('video_progress', { ...news, status: 'PROCESSING', progress: 90 });
    expect(await screen.findByText('Making it playable, 90%')).toBeVisible();
    videos = [adasVideo()];
    fakeServer.tell('video_progress', { ...news, status: 'READY', progress: 100 });
    await waitFor(() => expect(screen.queryByRole('progressbar')).not.toBeInTheDocument());
    await waitFor(() =>
      expect(asked.filter(({ request }) => request === 'GET /api/videos/my')).toHaveLength(2),
    );
  });

  it('are narrowed, and widened again', async () => {
    const { router } = open([adasVideo()]);
    await screen.findByText('Oil on canvas');
    await userEvent.type(screen.getByLabelText('Title or tag'), 'oil{Enter}');
    await waitFor(() => expect(router.state.location.search).toBe('?q=oil'));
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'Failed');
    await waitFor(() => expect(router.state.location.search).toBe('?q=oil&status=FAILED'));
  });

  it('say that none fits', async () => {
    const { router } = open([], {}, '/library?q=watercolour');
    expect(await screen.findByText('None of your videos fits that.')).toBeVisible();
    await press('Show all');
    await waitFor(() => expect(router.state.location.search).toBe(''));
  });

  it('are deleted together, after being asked', async () => {
    let videos = [adasVideo(), adasVideo({ id: 'v2', title: 'Gouache' })];
    const gone = (id: string) => () => {
      videos = videos.filter((each) => each.id !== id);
      return {};
    };
    const asked = fakeApi({
      'GET /api/videos/my': () => listOf(...videos),
      'DELETE /api/videos/v1': gone('v1'),
      'DELETE /api/videos/v2': gone('v2'),
    });
    renderPage('/library', { signedIn: true });
    await userEvent.click(await screen.findByLabelText('Choose all'));
    expect(screen.getByText('2 chosen')).toBeVisible();
    await press('Delete');
    const dialog = within(screen.getByRole('dialog', { name: 'Delete 2 videos?' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText(/You have no videos yet/)).toBeVisible();
    expect(asked.filter(({ request }) => request.startsWith('DELETE'))).toHaveLength(2);
  });

  it('are kept when that is refused, and say why', async () => {
    open([adasVideo()], {
      'DELETE /api/videos/v1': { status: 409, problem: { detail: 'Not while it is watched.' } },
    });
    await press('Delete: Oil on canvas');
    await press('Delete');
    expect(await screen.findByText('Not while it is watched.')).toBeVisible();
  });

  it('are tried again', async () => {
    let videos = [failed()];
    fakeApi({
      'GET /api/videos/my': () => listOf(...videos),
      'POST /api/videos/v1/retry': () => {
        videos = [processing()];
        return { ...jobOf() };
      },
    });
    renderPage('/library', { signedIn: true });
    await press('Try again: Oil on canvas');
    expect(await screen.findByText('Making it playable, 40%')).toBeVisible();
  });

  it('are in the studio as well', async () => {
    open([adasVideo()], { 'GET /api/users/me/channels': listOf() }, '/studio/videos');
    expect(await screen.findByText('Oil on canvas')).toBeVisible();
    expect(screen.getByRole('heading', { level: 1, name: 'Videos' })).toBeVisible();
  });
});

describe('the history', () => {
  const watched = (position: number, isFinished = false) => ({
    video: { ...adasVideo() },
    position,
    isFinished,
    watchedAt: '2026-01-31T12:00:00.000Z',
  });

  it('says where each goes on', async () => {
    open([], { 'GET /api/users/me/history': listOf(watched(65)) }, '/library/history');
    expect(await screen.findByText('Goes on at 1:05 of 10:00')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Oil on canvas' })).toHaveAttribute(
      'href',
      '/video/v1',
    );
  });

  it('is cleared after being asked', async () => {
    let rows = [watched(0, true)];
    open(
      [],
      {
        'GET /api/users/me/history': () => listOf(...rows),
        'DELETE /api/users/me/history': () => {
          rows = [];
          return {};
        },
      },
      '/library/history',
    );
    expect(await screen.findByText('Watched to the end')).toBeVisible();
    await press('Clear history');
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Clear history' }));
    expect(await screen.findByText(/What you watch is kept here/)).toBeVisible();
  });
});
