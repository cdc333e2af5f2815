import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { listOf } from '@/testing/fake-api';
import { enter, message, mine, modes, rowOf } from '@/testing/fake-room';
import { fakeServer } from '@/testing/fake-socket';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

const moderator = { you: { role: 'moderator', mayWrite: true } as const };
const held = {
  id: 'm7',
  streamId: 's1',
  userId: 'u2',
  username: 'grace',
  message: 'look: example.org',
  timestamp: '2026-01-31T20:41:00.000Z',
  heldFor: 'link',
};
const nothingHeld = { 'GET /api/channels/c9/held-messages': listOf() };
const openMenu = async (text: string) =>
  userEvent.click((await rowOf(text)).getByRole('button', { name: /^More on/ }));
const choose = (name: string | RegExp) => userEvent.click(screen.getByRole('menuitem', { name }));
const moderate = async (name: string | RegExp) => {
  await userEvent.click(await screen.findByRole('button', { name: 'Moderate' }));
  await choose(name);
};

describe('a moderator', () => {
  it.each([
    ['Delete', 'delete-message', { roomId: 's1', messageId: 'm00001' }],
    ['Time out for 10 minutes', 'timeout-user', { roomId: 's1', userId: 'u2', seconds: 600 }],
    ['Ban', 'ban-user', { roomId: 's1', userId: 'u2' }],
    ['Pin', 'pin-message', { roomId: 's1', messageId: 'm00001' }],
  ])('can %s by the menu of a message', async (name, event, data) => {
    await enter({ state: moderator, replies: nothingHeld });
    await openMenu('words 1');
    await choose(name);
    expect(fakeServer.requests(event)).toEqual([data]);
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });

  it('reads in the log why an act was refused', async () => {
    await enter({ state: moderator, replies: nothingHeld });
    fakeServer.answer({ 'ban-user': { status: 403, detail: 'Grace is of the staff.' } });
    await openMenu('words 1');
    await choose('Ban');
    expect(await screen.findByText('Grace is of the staff.')).toBeVisible();
  });

  it('is not offered to moderate the streamer', async () => {
    const history = [message(1, { badges: ['owner'] })];
    await enter({ state: moderator, replies: nothingHeld, history });
    await openMenu('words 1');
    expect(screen.queryByRole('menuitem', { name: 'Ban' })).not.toBeInTheDocument();
    expect(screen.getByRole('menuitem', { name: 'Pin' })).toBeVisible();
  });

  it('sees no row move while a menu is open', async () => {
    await enter({ state: moderator, replies: nothingHeld });
    await openMenu('words 1');
    fakeServer.tell('new_message', message(2));
    expect(await screen.findByRole('button', { name: '1 new message' })).toBeVisible();
    expect(screen.queryByText('words 2')).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await userEvent.unhover(screen.getByRole('log'));
    expect(await screen.findByText('words 2')).toBeVisible();
  });

  it('clears the chat only after being asked', async () => {
    await enter({ state: moderator, replies: nothingHeld });
    await moderate('Clear the chat');
    expect(fakeServer.requests('clear-chat')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(fakeServer.requests('clear-chat')).toEqual([{ roomId: 's1' }]);
  });

  it('announces', async () => {
    await enter({ state: moderator, replies: nothingHeld });
    await moderate('Announce');
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Message'), 'We begin');
    await userEvent.click(dialog.getByRole('button', { name: 'Announce' }));
    expect(fakeServer.requests('announce')).toEqual([{ roomId: 's1', message: 'We begin' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('hears at once what is held, and approves it', async () => {
    let waiting: object[] = [];
    const asked = await enter({
      state: moderator,
      replies: {
        'GET /api/channels/c9/held-messages': () => listOf(...waiting),
        'POST /api/channels/c9/held-messages/m7/approve': () => {
          waiting = [];
          return {};
        },
      },
    });
    await screen.findByRole('button', { name: 'Moderate' });
    waiting = [held];
    fakeServer.tell('message-held', { roomId: 's1', message: message(7), why: 'link' });
    await waitFor(() => expect(asked.filter(isHeldList)).toHaveLength(2));

    await moderate('Held messages (1)');
    const dialog = within(screen.getByRole('dialog', { name: 'Held messages' }));
    expect(dialog.getByText('look: example.org')).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Approve: grace' }));
    expect(await dialog.findByText('Nothing waits for you.')).toBeVisible();
    expect(asked.some(({ request }) => request.endsWith('m7/approve'))).toBe(true);
  });

  it('changes the modes', async () => {
    const settings = { ...modes, linksHeld: true, phrases: [] };
    const asked = await enter({
      state: moderator,
      replies: {
        ...nothingHeld,
        'GET /api/channels/c9/chat-settings': settings,
        'PATCH /api/channels/c9/chat-settings': { ...settings, slowMode: 30 },
      },
    });
    await moderate('Modes');
    await userEvent.selectOptions(await screen.findByLabelText('Slow mode'), '30 sec');
    expect(asked.find(({ request }) => request.startsWith('PATCH'))?.body).toEqual({
      slowMode: 30,
    });
    await waitFor(() => expect(screen.getByLabelText('Slow mode')).toHaveValue('30'));
  });

  it('reads what the others do', async () => {
    await enter({ state: moderator, replies: nothingHeld });
    const grace = { roomId: 's1', userId: 'u2', username: 'grace' };
    const until = '2026-01-31T20:51:00.000Z';
    fakeServer.tell('user-timed-out', { ...grace, seconds: 600, until });
    expect(await screen.findByText('grace was timed out for 10 min.')).toBeVisible();
    fakeServer.tell('user-banned', grace);
    expect(await screen.findByText('grace was banned.')).toBeVisible();
  });

  it('takes the pinned message down', async () => {
    await enter({ state: { ...moderator, pinned: message(9) }, replies: nothingHeld });
    const pinned = within(await screen.findByRole('region', { name: 'Pinned message' }));
    expect(pinned.getByText('words 9')).toBeVisible();
    await userEvent.click(pinned.getByRole('button', { name: 'Unpin' }));
    expect(fakeServer.requests('unpin-message')).toEqual([{ roomId: 's1' }]);
    fakeServer.tell('message-pinned', { roomId: 's1', message: null });
    await waitFor(() => expect(screen.queryByText('words 9')).not.toBeInTheDocument());
  });
});

const isHeldList = ({ request }: { request: string }) => request.endsWith('held-messages');

describe('a viewer', () => {
  it('may delete what is the own, and report what others write', async () => {
    await enter({ history: [message(1), message(2, { user: mine })] });
    await openMenu('words 2');
    expect(screen.getAllByRole('menuitem').map((each) => each.textContent)).toEqual(['Delete']);
    await userEvent.keyboard('{Escape}');
    await openMenu('words 1');
    expect(screen.getAllByRole('menuitem').map((each) => each.textContent)).toEqual(['Report']);
    await choose('Report');
    expect(screen.getByRole('dialog', { name: 'Report this' })).toBeVisible();
  });

  it('does not see what moderators do to others', async () => {
    await enter();
    fakeServer.tell('user-banned', { roomId: 's1', userId: 'u2', username: 'grace' });
    fakeServer.tell('new_message', message(2));
    await screen.findByText('words 2');
    expect(screen.queryByText('grace was banned.')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Moderate' })).not.toBeInTheDocument();
  });
});
