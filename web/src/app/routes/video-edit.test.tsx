import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { adasChannel, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { adasVideo, processing } from '@/testing/fake-videos';
import { fill, press } from '@/testing/fill';
import { renderPage } from '@/testing/render-page';

const link = {
  id: 'l1',
  videoId: 'v1',
  hasPassword: true,
  expiresAt: null,
  opened: 3,
  createdAt: '2026-01-31T12:00:00.000Z',
};

function edit(replies: Replies = {}, video = adasVideo()) {
  const asked = fakeApi({
    'GET /api/videos/v1': { ...video },
    'GET /api/categories': listOf({ id: 'k1', slug: 'art', name: 'Art' }),
    'GET /api/users/me/channels': listOf(adasChannel, { ...adasChannel, id: 'c2', title: 'More' }),
    'GET /api/videos/v1/share-links': listOf(),
    ...replies,
  });
  const router = renderPage('/video/v1/edit', { signedIn: true });
  const bodyOf = (request: string) => asked.find((each) => each.request === request)?.body;
  return { asked, router, bodyOf };
}

describe('what is said of a video', () => {
  it('is changed', async () => {
    const { bodyOf } = edit({ 'PATCH /api/videos/v1': { ...adasVideo() } });
    await userEvent.clear(await screen.findByLabelText('Title'));
    await fill({ Title: ' Acrylic ', Description: 'Dries fast.', Tags: '#paint, acrylic,, paint' });
    await userEvent.selectOptions(screen.getByLabelText('Who can watch'), 'Unlisted');
    expect(screen.getByLabelText('Who can watch')).toHaveAccessibleDescription(/in no list/);
    await userEvent.click(await screen.findByLabelText('Art'));
    await userEvent.selectOptions(await screen.findByLabelText('Channel'), 'More');
    await press('Save');
    expect(await screen.findByText('Saved')).toBeVisible();
    expect(bodyOf('PATCH /api/videos/v1')).toEqual({
      title: 'Acrylic',
      description: 'Dries fast.',
      visibility: 'unlisted',
      categories: ['art'],
      tags: ['paint', 'acrylic'],
      channelId: 'c2',
    });
  });

  it('is checked before it is sent, and keeps what was typed when it is refused', async () => {
    const errors = [{ field: 'tags', message: 'has a word that is not allowed' }];
    const { asked } = edit({
      'PATCH /api/videos/v1': { status: 422, problem: { code: 'validation_failed', errors } },
    });
    await userEvent.clear(await screen.findByLabelText('Title'));
    await press('Save');
    expect(screen.getByLabelText('Title')).toHaveAccessibleDescription('Enter a title.');
    await fill({ Title: 'Oil', Tags: 'x'.repeat(41) });
    await userEvent.tab();
    expect(screen.getByLabelText('Tags')).toHaveAccessibleDescription(/too long/);
    expect(asked.some(({ request }) => request.startsWith('PATCH'))).toBe(false);

    await userEvent.clear(screen.getByLabelText('Tags'));
    await fill({ Tags: 'rude' });
    await press('Save');
    await waitFor(() =>
      expect(screen.getByLabelText('Tags')).toHaveAccessibleDescription(
        'Has a word that is not allowed.',
      ),
    );
    expect(screen.getByLabelText('Title')).toHaveValue('Oil');
  });

  it('is nobody else’s to change', async () => {
    edit({}, adasVideo({ userId: 'u2' }));
    expect(await screen.findByText('There is no such video')).toBeVisible();
  });
});

describe('share links', () => {
  it('are made with an end and a password, and shown once', async () => {
    const url = '/video/v1#share=secret';
    const { bodyOf } = edit({ 'POST /api/videos/v1/share-links': { ...link, url } });
    await screen.findByText('There are none yet.');
    await fill({ Password: 'abc' });
    await press('Make a link');
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/at least 4/);
    await fill({ Password: 'd' });
    await userEvent.selectOptions(screen.getByLabelText('Good for'), 'No end');
    await press('Make a link');
    expect(await screen.findByLabelText('Share link')).toHaveValue(`${location.origin}${url}`);
    expect(bodyOf('POST /api/videos/v1/share-links')).toEqual({ password: 'abcd' });
    await press('I have copied it');
    expect(screen.queryByLabelText('Share link')).not.toBeInTheDocument();
  });

  it('are listed, and revoked after being asked', async () => {
    let links: object[] = [link];
    edit({
      'GET /api/videos/v1/share-links': () => listOf(...links),
      'DELETE /api/videos/v1/share-links/l1': () => {
        links = [];
        return {};
      },
    });
    const list = within(await screen.findByRole('list', { name: 'Share links' }));
    expect(list.getByText(/Opened 3 times · with a password/)).toBeVisible();
    await press('Revoke');
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Revoke' }),
    );
    expect(await screen.findByText('There are none yet.')).toBeVisible();
  });

  it('are not offered for what does not play yet', async () => {
    edit({}, processing());
    expect(await screen.findByText('Making it playable, 40%')).toBeVisible();
    expect(screen.queryByText('Make a link')).not.toBeInTheDocument();
  });
});

it('is deleted after being asked, and leads to the library', async () => {
  const { router } = edit({
    'DELETE /api/videos/v1': {},
    'GET /api/videos/my': listOf(),
  });
  await press('Delete the video');
  expect(screen.getByText('Delete Oil on canvas?')).toBeVisible();
  await press('Delete');
  await waitFor(() => expect(router.state.location.pathname).toBe('/library'));
});
