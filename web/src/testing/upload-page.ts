import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect } from 'vitest';

import { fakeApi, listOf, type Replies } from './fake-api';
import { FakeUpload } from './fake-tus';
import { adasVideo } from './fake-videos';
import { renderPage } from './render-page';

export const uploading = adasVideo({ id: 'v1', status: 'UPLOADING', progress: 0, duration: 0 });
const storage = {
  usedBytes: 60 * 1024 ** 3,
  quotaBytes: 100 * 1024 ** 3,
  sizeMaxBytes: 10 * 1024 ** 2,
};
export const fileOf = (name: string, size: number) => {
  const file = new File(['x'], name, { type: 'video/mp4' });
  Object.defineProperty(file, 'size', { value: size });
  return file;
};
export const megabyte = 1024 ** 2;
export const film = fileOf('my_film.mp4', 4 * megabyte);

export function openUpload(replies: Replies = {}) {
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

export async function choose(...files: File[]): Promise<FakeUpload> {
  await screen.findByText(/You have/);
  await userEvent.upload(screen.getByLabelText('Video files'), files);
  await waitFor(() => expect(FakeUpload.made.at(-1)?.started).toBeGreaterThan(0));
  const [made] = FakeUpload.made.slice(-1);
  if (made === undefined) throw new Error('nothing was sent');
  return made;
}
export const row = (name = 'my_film.mp4') => within(screen.getByRole('article', { name }));
