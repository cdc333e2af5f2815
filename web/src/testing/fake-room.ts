import { act, screen, waitFor, within } from '@testing-library/react';
import { expect } from 'vitest';

import type { ChatModes, Heard, HeardMessage, Standing } from '@/lib/realtime-types';

import { adasStream, fakeApi, type Replies } from './fake-api';
import { fakeServer } from './fake-socket';
import { renderPage } from './render-page';

/** What has come is shown with the next frame. */
const aFrame = () =>
  act(async () => {
    await new Promise((shown) => requestAnimationFrame(shown));
  });

export const chatPage: Replies = {
  'GET /api/streams/s1': adasStream({ userId: 'u9', channelId: 'c9', viewerCount: 1 }),
  'GET /api/channels/c9/entitlements': { isOwner: false, follows: false, tier: null },
  'GET /api/users/u9': { followerCount: 1 },
  'GET /api/notifications/unread-count': { unreadCount: 0 },
  'GET /api/notifications': { data: [], meta: { nextCursor: null, unreadCount: 0 } },
};
export const modes: ChatModes = {
  slowMode: 0,
  followersOnly: null,
  subscribersOnly: false,
  emoteOnly: false,
  uniqueMessages: false,
  linksAllowed: true,
  linksHeld: true,
};
const viewer: Standing = { role: 'viewer', mayWrite: true };
export const wave = { code: 'wave', url: '/wave.webp' };

export const message = (n: number, change: Partial<HeardMessage> = {}): HeardMessage => ({
  id: `m${String(n).padStart(5, '0')}`,
  streamId: 's1',
  user: { id: 'u2', username: 'grace', displayName: 'Grace' },
  message: `words ${n}`,
  timestamp: '2026-01-31T20:41:00.000Z',
  ...change,
});
export const mine = { id: 'u1', username: 'ada', displayName: 'Ada Lovelace' };

function tellState(change: Partial<Heard['chat-state']> = {}) {
  fakeServer.tell('chat-state', {
    roomId: 's1',
    settings: modes,
    pinned: null,
    poll: null,
    emotes: [wave],
    you: viewer,
    ...change,
  });
}

/** A watch page whose room has been joined. */
export async function enter({
  signedIn = true,
  state = {},
  replies = {},
  history = [message(1)],
}: {
  signedIn?: boolean;
  state?: Partial<Heard['chat-state']>;
  replies?: Replies;
  history?: HeardMessage[];
} = {}) {
  const asked = fakeApi({ ...chatPage, ...replies });
  fakeServer.answer({ join_stream: { status: 'ok', streamId: 's1', viewerCount: 3 } });
  renderPage('/watch/s1', { signedIn });
  await waitFor(() => expect(fakeServer.requests('join_stream')).toEqual([{ streamId: 's1' }]));
  fakeServer.tell('chat_history', { streamId: 's1', messages: history });
  tellState(signedIn ? state : { you: { role: 'anonymous', mayWrite: false }, ...state });
  await screen.findByRole('log');
  await aFrame();
  return asked;
}
export const log = () => screen.getByRole('log');
export const field = () => screen.findByRole('combobox', { name: 'Message' });
export const says = (...data: HeardMessage[]) =>
  data.forEach((each) => fakeServer.tell('new_message', each));
export const rowOf = async (text: string) => {
  const found = await screen.findByText(text);
  const row = found.closest<HTMLElement>('article');
  if (row === null) throw new Error(`${text} is in no row`);
  return within(row);
};
export const becomesRow = (text: string) =>
  waitFor(() => expect(screen.getByText(text).closest('article')).not.toBeNull());
