import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { adasChannel, adasStream, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

vi.mock('@/features/statistics/components/days-chart', () => ({ default: () => <p>a chart</p> }));

const planned = adasStream({ title: 'Soon', status: 'scheduled', isLive: false, startedAt: null });
const mine: Replies = {
  'GET /api/users/me/channels': listOf(adasChannel),
  'GET /api/categories': listOf({ id: 'k1', slug: 'art', name: 'Art' }),
  'GET /api/channels/c1/streams': listOf(planned),
};

describe('the schedule', () => {
  it('plans a stream', async () => {
    const asked = fakeApi({ ...mine, 'POST /api/channels/c1/streams': planned });
    renderPage('/studio/streams', { signedIn: true });

    await userEvent.click(await screen.findByRole('button', { name: 'Plan a stream' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Plan a stream' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Plan a stream' }));
    expect(dialog.getByLabelText('Title')).toHaveAccessibleDescription('Enter a title.');
    await userEvent.type(dialog.getByLabelText('Title'), ' Soon ');
    await userEvent.selectOptions(dialog.getByLabelText('For whom'), 'Followers only');
    await userEvent.click(await dialog.findByLabelText('Art'));
    await userEvent.click(dialog.getByRole('button', { name: 'Plan a stream' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(asked.find(({ request }) => request.startsWith('POST'))?.body).toEqual({
      title: 'Soon',
      description: '',
      visibility: 'public',
      audience: 'followers',
      categories: ['art'],
      scheduledAt: null,
    });
  });

  it('says which stream the next publish is', async () => {
    fakeApi({ ...mine, 'POST /api/streams/s1/start': planned });
    renderPage('/studio/streams', { signedIn: true });
    const start = await screen.findByRole('button', { name: 'Use for the next publish: Soon' });
    await userEvent.click(start);
    expect(await screen.findByText('What you publish next is: Soon')).toBeVisible();
    expect(start).toHaveAttribute('aria-pressed', 'true');
  });

  it('deletes only after asking', async () => {
    const asked = fakeApi({ ...mine, 'DELETE /api/streams/s1': { message: 'deleted' } });
    renderPage('/studio/streams', { signedIn: true });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete: Soon' }));
    expect(asked.some(({ request }) => request.startsWith('DELETE'))).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(asked.some(({ request }) => request === 'DELETE /api/streams/s1')).toBe(true),
    );
  });
});

describe('the settings of a channel', () => {
  it('are saved, without a handle that stays', async () => {
    const asked = fakeApi({ ...mine, 'PATCH /api/channels/c1': { ...adasChannel, title: 'New' } });
    renderPage('/studio/channel', { signedIn: true });
    const name = await screen.findByLabelText('Name');
    await userEvent.clear(name);
    await userEvent.type(name, 'New');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByText('Saved')).toBeVisible();
    expect(asked.find(({ request }) => request.startsWith('PATCH'))?.body).toEqual({
      title: 'New',
      description: 'Oil, mostly.',
      timeZone: 'UTC',
    });
  });

  it('show what the server says of the handle', async () => {
    const errors = [{ field: 'handle', message: 'is taken' }];
    fakeApi({ ...mine, 'PATCH /api/channels/c1': { status: 409, problem: { errors } } });
    renderPage('/studio/channel', { signedIn: true });
    const handle = await screen.findByLabelText('Handle');
    await userEvent.clear(handle);
    await userEvent.type(handle, 'grace');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(handle).toHaveAccessibleDescription('Is taken.'));
    expect(handle).toHaveFocus();
  });
});

it('shows the statistics as figures, a picture, and a table that says the same', async () => {
  fakeApi({
    ...mine,
    'GET /api/statistics/channel/c1': {
      timeZone: 'UTC',
      totalViews: 1234,
      uniqueViewers: 900,
      watchTime: 7260,
      avgWatchTime: 45,
      peakViewers: 77,
      followerCount: 5,
    },
    'GET /api/statistics/user/u1/overview': { newSubscriptions: 9, conversion: 0.01 },
    'GET /api/statistics/channel/c1/daily': listOf({
      date: '2026-01-31',
      totalViews: 12,
      uniqueViewers: 7,
      avgWatchTime: 60,
      peakViewers: 3,
    }),
    'GET /api/statistics/channel/c1/top-streams': listOf(),
  });
  renderPage('/studio/statistics', { signedIn: true });

  expect(await screen.findByText('2 hr 1 min')).toBeVisible();
  expect(screen.getByTitle('1,234')).toHaveTextContent('1.2K');
  expect(screen.getByText('1%')).toBeVisible();
  expect(await screen.findByText('a chart')).toBeVisible();
  const row = screen.getByRole('row', { name: /Jan 31, 2026/, hidden: true });
  expect(row).toHaveTextContent('12');
});
