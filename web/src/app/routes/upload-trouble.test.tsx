import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { listOf } from '@/testing/fake-api';
import { FakeUpload } from '@/testing/fake-tus';
import { adasVideo } from '@/testing/fake-videos';
import { press } from '@/testing/fill';
import { choose, fileOf, film, megabyte, openUpload, row } from '@/testing/upload-page';

vi.mock('tus-js-client', async () => ({
  Upload: (await import('@/testing/fake-tus')).FakeUpload,
}));

beforeEach(() => {
  FakeUpload.made = [];
  FakeUpload.remembered = [];
});

describe('what goes wrong', () => {
  it('is not even tried where it cannot go well', async () => {
    openUpload();
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
    openUpload();
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
    openUpload();
    const upload = await choose(film);
    expect(upload.breaks(status, { code })).toBe(false);
    expect(row().getByRole('alert')).toHaveTextContent(words);
    expect(row().getByText(act)).toBeVisible();
  });

  it('is said in the server’s words where ours say less', async () => {
    openUpload();
    const upload = await choose(film);
    upload.breaks(403, { code: 'other', detail: 'You may not upload here.' });
    expect(row().getByRole('alert')).toHaveTextContent('You may not upload here.');
    await userEvent.click(row().getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(upload.started).toBe(2));
  });

  it('is the file itself when no request has failed', async () => {
    openUpload();
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
    openUpload({ 'GET /api/videos/my': listOf(begun) });
    expect(await screen.findByText(/43% of 4 MB has arrived/)).toBeVisible();
    await userEvent.upload(screen.getByLabelText('File of Half a film'), film);
    await waitFor(() => expect(FakeUpload.made[0]?.started).toBe(1));
    expect(FakeUpload.made[0]?.url).toMatch(/\/api\/uploads\/v7$/);
    expect(screen.queryByText('Not finished')).not.toBeInTheDocument();
  });

  it('does not go on with another file', async () => {
    openUpload({ 'GET /api/videos/my': listOf(begun) });
    await screen.findByText('Half a film');
    await userEvent.upload(screen.getByLabelText('File of Half a film'), fileOf('b.mp4', 7));
    expect(screen.getByRole('alert')).toHaveTextContent(/b.mp4 is another file/);
    expect(FakeUpload.made).toHaveLength(0);
  });

  it('is found again by this browser when the file is dropped', async () => {
    FakeUpload.remembered = [{ uploadUrl: 'http://here/api/uploads/v7' }];
    openUpload();
    const upload = await choose(film);
    expect(upload.url).toBe('http://here/api/uploads/v7');
  });

  it('is discarded after being asked', async () => {
    let videos = [begun];
    openUpload({
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
