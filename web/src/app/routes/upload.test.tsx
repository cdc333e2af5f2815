import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { fakeServer } from '@/testing/fake-socket';
import { FakeUpload } from '@/testing/fake-tus';
import { adasVideo, jobOf, processing } from '@/testing/fake-videos';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

vi.mock('tus-js-client', async () => ({
  Upload: (await import('@/testing/fake-tus')).FakeUpload,
}));

const uploading = adasVideo({ id: 'v1', status: 'UPLOADING', progress: 0, duration: 0 });
const storage = {
  usedBytes: 60 * 1024 ** 3,
  quotaBytes: 100 * 1024 ** 3,
  sizeMaxBytes: 10 * 1024 ** 2,
};
const fileOf = (name: string, size: number) => {
  const file = new File(['x'], name, { type: 'video/mp4' });
  Object.defineProperty(file, 'size', { value: size });
  return file;
};
const megabyte = 1024 ** 2;
const film = fileOf('my_film.mp4', 4 * megabyte);

function open(replies: Replies = {}) {
  const asked = fakeApi({
    'GET /api/users/me/storage': storage,
    'GET /api/users/me/channels': listOf(),
    'GET /api/categories': listOf(),
    'GET /api/videos/my': listOf(),
    'GET /api/videos/v1': { ...uploading },
    ...replies,
  });
  const router = renderPage('/upload', { signedIn: true });
  return { asked, router };
}

async function choose(...files: File[]): Promise<FakeUpload> {
  await screen.findByText(/You have/);
  await userEvent.upload(screen.getByLabelText('Video files'), files);
  await waitFor(() => expect(FakeUpload.made.at(-1)?.started).toBeGreaterThan(0));
  return FakeUpload.made.at(-1) as FakeUpload;
}
const row = (name = 'my_film.mp4') => within(screen.getByRole('article', { name }));
const isAskedToStay = () => !fireEvent(window, new Event('beforeunload', { cancelable: true }));

beforeEach(() => {
  FakeUpload.made = [];
  FakeUpload.remembered = [];
});

describe('an upload', () => {
  it('says before what may be uploaded', async () => {
    open();
    expect(await screen.findByText(/Up to 10 MB a file/)).toBeVisible();
    expect(screen.getByText('You have 40 GB of 100 GB left.')).toBeVisible();
  });

  it('is named by its file, and says how far it is and how long it takes', async () => {
    vi.spyOn(performance, 'now').mockReturnValue(0);
    open();
    const upload = await choose(film);
    expect(upload.options.metadata).toMatchObject({ filename: 'my_film.mp4', title: 'my film' });
    vi.mocked(performance.now).mockReturnValue(1000);
    upload.sends(0);
    vi.mocked(performance.now).mockReturnValue(3000);
    upload.sends(megabyte);
    expect(row().getByText('Uploading, 6 sec left')).toBeVisible();
    expect(row().getByText('1 MB of 4 MB · 512 kB/s')).toBeVisible();
    expect(row().getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
  });

  it('is told what it is about while it goes', async () => {
    const { asked } = open({ 'PATCH /api/videos/v1': { ...uploading } });
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
    open({ 'GET /api/videos/v1': () => ({ ...video }) });
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
    open();
    const upload = await choose(film);
    await press('Pause: my_film.mp4');
    expect(row().getByText('Paused')).toBeVisible();
    expect(upload.aborted).toEqual([false]);
    await press('Resume: my_film.mp4');
    await waitFor(() => expect(upload.started).toBe(2));
  });

  it('is thrown away after being asked', async () => {
    open();
    const upload = await choose(film);
    upload.begins('v1');
    await press('Cancel: my_film.mp4');
    await press('Discard');
    await waitFor(() => expect(screen.queryByText('Your uploads')).not.toBeInTheDocument());
    expect(upload.aborted).toEqual([true]);
  });

  it('goes on while other pages are shown, and keeps who would leave', async () => {
    const { router } = open();
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
    open();
    await choose(film, fileOf('b.mp4', megabyte), fileOf('c.mp4', megabyte));
    expect(FakeUpload.made.map(({ file }) => file.name)).toEqual(['my_film.mp4', 'b.mp4']);
    expect(row('c.mp4').getByText('Waiting for the others')).toBeVisible();
    FakeUpload.made[0]?.ends();
    await waitFor(() => expect(FakeUpload.made.at(-1)?.file.name).toBe('c.mp4'));
  });

  it('can be dropped', async () => {
    open();
    const zone = (await screen.findByText('Drop videos here')).parentElement as HTMLElement;
    fireEvent.drop(zone, { dataTransfer: { files: [film] } });
    expect(await screen.findByRole('article', { name: 'my_film.mp4' })).toBeVisible();
  });
});

describe('what goes wrong', () => {
  it('is not even tried where it cannot go well', async () => {
    open();
    await screen.findByText(/You have/);
    await userEvent.upload(screen.getByLabelText('Video files'), [
      fileOf('empty.mp4', 0),
      fileOf('huge.mp4', 11 * megabyte),
    ]);
    expect(row('empty.mp4').getByRole('alert')).toHaveTextContent('This file is empty.');
    expect(row('huge.mp4').getByRole('alert')).toHaveTextContent(/larger than one may be/);
    expect(FakeUpload.made).toHaveLength(0);
    await userEvent.click(row('huge.mp4').getByRole('button', { name: 'Remove from the list' }));
    expect(screen.queryByRole('article', { name: 'huge.mp4' })).not.toBeInTheDocument();
  });

  it('passes by itself when it is the connection', async () => {
    open();
    const upload = await choose(film);
    act(() => expect(upload.breaks(0)).toBe(true));
    expect(row().getByText(/The connection broke/)).toBeVisible();
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(upload.started).toBe(2));
    expect(row().getByText('Uploading')).toBeVisible();
  });

  it.each([
    [403, 'quota_exceeded', /not enough room/, 'Go to my videos'],
    [507, 'storage_full', /no room left/, 'Try again'],
    [409, 'too_many_uploads', /Too many uploads/, 'Try again'],
    [413, 'video_too_large', /larger than one may be/, 'Remove from the list'],
  ])('is said with one thing to do: %d %s', async (status, code, words, act) => {
    open();
    const upload = await choose(film);
    expect(upload.breaks(status, { code })).toBe(false);
    expect(row().getByRole('alert')).toHaveTextContent(words);
    expect(row().getByText(act)).toBeVisible();
  });

  it('is said in the server’s words where ours say less', async () => {
    open();
    const upload = await choose(film);
    upload.breaks(403, { code: 'other', detail: 'You may not upload here.' });
    expect(row().getByRole('alert')).toHaveTextContent('You may not upload here.');
    await userEvent.click(row().getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(upload.started).toBe(2));
  });

  it('is the file itself when no request has failed', async () => {
    open();
    (await choose(film)).fails(new Error('NotReadableError'));
    expect(row().getByRole('alert')).toHaveTextContent(/can no longer be read/);
  });
});

describe('what was begun before', () => {
  const begun = adasVideo({
    ...{ id: 'v7', title: 'Half a film', status: 'UPLOADING', progress: 43 },
    sizeBytes: 4 * megabyte,
  });

  it('goes on with the same file, also from another device', async () => {
    open({ 'GET /api/videos/my': listOf(begun) });
    expect(await screen.findByText(/43% of 4 MB has arrived/)).toBeVisible();
    await userEvent.upload(screen.getByLabelText('File of Half a film'), film);
    await waitFor(() => expect(FakeUpload.made[0]?.started).toBe(1));
    expect(FakeUpload.made[0]?.url).toMatch(/\/api\/uploads\/v7$/);
    expect(screen.queryByText('Not finished')).not.toBeInTheDocument();
  });

  it('does not go on with another file', async () => {
    open({ 'GET /api/videos/my': listOf(begun) });
    await screen.findByText('Half a film');
    await userEvent.upload(screen.getByLabelText('File of Half a film'), fileOf('b.mp4', 7));
    expect(screen.getByRole('alert')).toHaveTextContent(/b.mp4 is another file/);
    expect(FakeUpload.made).toHaveLength(0);
  });

  it('is found again by this browser when the file is dropped', async () => {
    FakeUpload.remembered = [{ uploadUrl: 'http://here/api/uploads/v7' }];
    open();
    const upload = await choose(film);
    expect(upload.url).toBe('http://here/api/uploads/v7');
  });

  it('is discarded after being asked', async () => {
    let videos = [begun];
    open({
      'GET /api/videos/my': () => listOf(...videos),
      'DELETE /api/videos/v7': () => {
        videos = [];
        return {};
      },
    });
    await press('Discard: Half a film');
    await press('Discard');
    await waitFor(() => expect(screen.queryByText('Not finished')).not.toBeInTheDocument());
  });
});
