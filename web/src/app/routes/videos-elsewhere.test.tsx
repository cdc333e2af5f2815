import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { adasChannel, adasStream, fakeApi, listOf } from '@/testing/fake-api';
import { adasVideo, damaged, jobOf } from '@/testing/fake-videos';
import { press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

describe('the home page', () => {
  it('has recent videos below who is live', async () => {
    fakeApi({ 'GET /api/streams': listOf(adasStream()), 'GET /api/videos': listOf(adasVideo()) });
    renderPage('/');
    const recent = within(await screen.findByRole('region', { name: 'Recent videos' }));
    expect(recent.getByRole('link', { name: 'Oil on canvas' })).toHaveAttribute(
      'href',
      '/video/v1',
    );
    expect(recent.getByText('10:00')).toBeVisible();
  });

  it('has them also while nobody is live', async () => {
    fakeApi({ 'GET /api/streams': listOf(), 'GET /api/videos': listOf(adasVideo()) });
    renderPage('/');
    expect(await screen.findByText(/Nobody is live right now/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Oil on canvas' })).toBeVisible();
  });
});

it('a channel has its videos beside its streams', async () => {
  fakeApi({
    'GET /api/channels/ada': { ...adasChannel },
    'GET /api/channels/c1/streams': listOf(),
    'GET /api/channels/c1/videos': listOf(
      adasVideo(),
      adasVideo({ id: 'v2', visibility: 'private', status: 'FAILED', failure: damaged }),
    ),
  });
  renderPage('/@ada');
  await userEvent.click(await screen.findByRole('link', { name: 'Videos' }));
  expect(await screen.findAllByRole('link', { name: 'Oil on canvas' })).toHaveLength(2);
  expect(screen.getByText('Private')).toBeVisible();
  expect(screen.getByText(damaged.message)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Videos' })).toHaveAttribute('aria-current', 'page');
});

it('a search finds videos', async () => {
  fakeApi({ 'GET /api/search': listOf({ type: 'video', video: adasVideo() }) });
  renderPage('/search?q=oil');
  expect(await screen.findByRole('heading', { name: 'Videos' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'Oil on canvas' })).toBeVisible();
});

describe('the staff', () => {
  it('sees what is done with videos, and tries again what failed', async () => {
    const bad = jobOf({ id: 'j2', title: 'Broken', status: 'FAILED', failure: damaged });
    const asked = fakeApi({
      'GET /api/admin/jobs': listOf(
        jobOf(),
        bad,
        jobOf({ id: 'j3', status: 'QUEUED', position: 3, hindrance: 'the disk is full' }),
        jobOf({ id: 'j4', kind: 'delete', title: '', status: 'COMPLETED' }),
      ),
      'POST /api/admin/jobs/j2/retry': { ...jobOf() },
    });
    renderPage('/admin/jobs', { signedIn: true, role: 'admin' });
    expect(await screen.findByText('Running 40%')).toBeVisible();
    expect(screen.getByText(damaged.message)).toBeVisible();
    expect(screen.getByText('Queued, 2 before it')).toBeVisible();
    expect(screen.getByText('the disk is full')).toBeVisible();
    expect(screen.getByText('A video that is gone')).toBeVisible();
    await press('Try again: Broken');
    expect(asked.some(({ request }) => request.endsWith('j2/retry'))).toBe(true);
  });

  it('sees what all of it takes, and whose it is', async () => {
    const gigabyte = 1024 ** 3;
    const stored = {
      ...{ bytes: 3 * gigabyte, videos: 7, sourceBytes: 2 * gigabyte, mediaBytes: gigabyte },
      ...{ uploads: 1, uploadBytes: 0 },
    };
    fakeApi({
      'GET /api/admin/storage': {
        ...stored,
        pictures: 12,
        pictureBytes: 0,
        freeBytes: 100 * gigabyte,
        users: [{ ...stored, userId: 'u1', username: 'ada' }],
      },
    });
    renderPage('/admin/storage', { signedIn: true, role: 'admin' });
    expect(await screen.findByText('3 GB in use')).toBeVisible();
    expect(screen.getByText('100 GB are free on the disk.')).toBeVisible();
    const users = within(screen.getByRole('table', { name: 'Who has the most' }));
    expect(users.getByRole('row', { name: /ada.*7.*3 GB/ })).toBeVisible();
  });

  it('alone sees that', async () => {
    fakeApi({});
    renderPage('/admin/jobs', { signedIn: true, role: 'moderator' });
    expect(await screen.findByRole('heading', { level: 1 })).not.toHaveTextContent('Jobs');
  });
});
