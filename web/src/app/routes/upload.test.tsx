import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { fakeServer } from '@/testing/fake-socket';
import { FakeUpload } from '@/testing/fake-tus';
import { adasVideo, jobOf, processing } from '@/testing/fake-videos';
import { fill, press } from '@/testing/fill';
import { choose, fileOf, film, megabyte, openUpload, row, uploading } from '@/testing/upload-page';

vi.mock('tus-js-client', async () => ({
  Upload: (await import('@/testing/fake-tus')).FakeUpload,
}));

const isAskedToStay = () => !fireEvent(window, new Event('beforeunload', { cancelable: true }));

beforeEach(() => {
  FakeUpload.made = [];
  FakeUpload.remembered = [];
});

describe('an upload', () => {
  it('says before what may be uploaded', async () => {
    openUpload();
    expect(await screen.findByText(/Up to 10 MB a file/)).toBeVisible();
    expect(screen.getByText('You have 40 GB of 100 GB left.')).toBeVisible();
  });

  it('is named by its file, and says how far it is and how long it takes', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    openUpload();
    const upload = await choose(film);
    expect(upload.options.metadata).toMatchObject({ filename: 'my_film.mp4', title: 'my film' });
    clock.mockReturnValue(1000);
    upload.sends(0);
    clock.mockReturnValue(3000);
    upload.sends(megabyte);
    expect(row().getByText('Uploading, 6 sec left')).toBeVisible();
    expect(row().getByText('1 MB of 4 MB · 512 kB/s')).toBeVisible();
    expect(row().getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
  });

  it('is told what it is about while it goes', async () => {
    const { asked } = openUpload({ 'PATCH /api/videos/v1': { ...uploading } });
    (await choose(film)).begins('v1');
    await userEvent.clear(await screen.findByLabelText('Title'));
    await fill({ Title: 'A portrait' });
    await press('Save');
    expect(await screen.findByText('Saved')).toBeVisible();
    const patch = asked.find(({ request }) => request === 'PATCH /api/videos/v1');
    expect(patch?.body).toMatchObject({ title: 'A portrait', visibility: 'public' });
  });

  it('becomes a video, of which every step is told, to the link that plays it', async () => {
    let video = uploading;
    openUpload({ 'GET /api/videos/v1': () => ({ ...video }) });
    const upload = await choose(film);
    upload.begins('v1');
    await screen.findByText('Oil on canvas');
    video = processing({ progress: 0, job: jobOf({ status: 'QUEUED', position: 3 }) });
    upload.ends();
    const queued = { videoId: 'v1', doing: 'probe', position: 3, failure: null } as const;
    await waitFor(() => expect(fakeServer.socket?.connected).toBe(true));
    fakeServer.tell('video_progress', { ...queued, status: 'PROCESSING', progress: 0 });
    expect(await row().findByText('In the queue, 2 before it')).toBeVisible();
    video = adasVideo();
    fakeServer.tell('video_progress', { ...queued, position: 0, status: 'READY', progress: 100 });
    expect(await row().findByText('Ready to watch')).toBeVisible();
    expect(row().getByRole('link', { name: 'Watch' })).toHaveAttribute('href', '/video/v1');
  });

  it('is paused and goes on', async () => {
    openUpload();
    const upload = await choose(film);
    await press('Pause: my_film.mp4');
    expect(row().getByText('Paused')).toBeVisible();
    expect(upload.aborted).toEqual([false]);
    await press('Resume: my_film.mp4');
    await waitFor(() => expect(upload.started).toBe(2));
  });

  it('is thrown away after being asked', async () => {
    openUpload();
    const upload = await choose(film);
    upload.begins('v1');
    await press('Cancel: my_film.mp4');
    await press('Discard');
    await waitFor(() => expect(screen.queryByText('Your uploads')).not.toBeInTheDocument());
    expect(upload.aborted).toEqual([true]);
  });

  it('goes on while other pages are shown, and keeps who would leave', async () => {
    const { router } = openUpload();
    const upload = await choose(film);
    expect(isAskedToStay()).toBe(true);
    await act(() => router.navigate('/library'));
    await act(() => router.navigate('/upload'));
    expect(row().getByText('Uploading')).toBeVisible();
    upload.begins('v1');
    upload.ends();
    await waitFor(() => expect(isAskedToStay()).toBe(false));
  });

  it('waits for its turn', async () => {
    openUpload();
    await choose(film, fileOf('b.mp4', megabyte), fileOf('c.mp4', megabyte));
    expect(FakeUpload.made.map(({ file }) => file.name)).toEqual(['my_film.mp4', 'b.mp4']);
    expect(row('c.mp4').getByText('Waiting for the others')).toBeVisible();
    FakeUpload.made[0]?.ends();
    await waitFor(() => expect(FakeUpload.made.at(-1)?.file.name).toBe('c.mp4'));
  });

  it('can be dropped', async () => {
    openUpload();
    fireEvent.drop(await screen.findByText('Drop videos here'), {
      dataTransfer: { files: [film] },
    });
    expect(await screen.findByRole('article', { name: 'my_film.mp4' })).toBeVisible();
  });
});
