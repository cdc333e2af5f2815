import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import {
  becomesRow,
  enter,
  field,
  message,
  mine,
  modes,
  rowOf,
  says,
  wave,
} from '@/testing/fake-room';
import { fakeServer } from '@/testing/fake-socket';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

describe('a writer', () => {
  it('sees the message at once, and once', async () => {
    await enter();
    let answer: (value: Record<string, unknown>) => void = () => undefined;
    fakeServer.answer({ send_message: () => new Promise((resolve) => (answer = resolve)) });
    await userEvent.type(await field(), 'hello  there{Enter}');
    expect(screen.getByText('hello there')).toBeVisible();
    expect(await field()).toHaveValue('');
    expect(fakeServer.requests('send_message')).toEqual([
      { streamId: 's1', message: 'hello there' },
    ]);

    const sent = message(2, { user: mine, message: 'hello there' });
    says(sent);
    act(() => answer({ status: 'ok', message: sent }));
    await becomesRow('hello there');
    expect(screen.getAllByText('hello there')).toHaveLength(1);
  });

  it('keeps what was refused, sees why, and tries again', async () => {
    await enter();
    fakeServer.answer({ send_message: { status: 422, detail: 'That is not said here.' } });
    await userEvent.type(await field(), 'bad words{Enter}');
    expect(await screen.findByText('That is not said here.')).toBeVisible();
    expect(screen.getByText('bad words')).toBeVisible();

    const sent = message(2, { user: mine, message: 'bad words' });
    fakeServer.answer({ send_message: { status: 'ok', message: sent } });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await becomesRow('bad words');
    expect(screen.queryByText('That is not said here.')).not.toBeInTheDocument();
  });

  it('is told that a message is held, and what became of it', async () => {
    await enter();
    fakeServer.answer({ send_message: { status: 'held', id: 'm9' } });
    await userEvent.type(await field(), 'hmm{Enter}');
    expect(await screen.findByText('A moderator has to approve this first.')).toBeVisible();
    fakeServer.tell('message-reviewed', { roomId: 's1', messageId: 'm9', approved: false });
    expect(await screen.findByText('The moderators did not approve this.')).toBeVisible();
  });

  it('counts the characters near the end, and sends no more than 500', async () => {
    await enter();
    const box = await field();
    await userEvent.click(box);
    await userEvent.paste('x'.repeat(501));
    expect(screen.getByLabelText('1 character too long')).toHaveTextContent('-1');
    expect(box).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Enter}');
    expect(fakeServer.requests('send_message')).toEqual([]);
    await userEvent.keyboard('{Backspace}');
    expect(screen.getByLabelText('0 characters left')).toBeVisible();
  });

  it('answers a message', async () => {
    await enter();
    const row = await rowOf('words 1');
    await userEvent.click(row.getByRole('button', { name: 'Answer Grace' }));
    expect(screen.getByText('Answering grace:')).toBeVisible();
    expect(await field()).toHaveFocus();
    await userEvent.keyboard('yes{Enter}');
    expect(fakeServer.requests('send_message')[0]).toEqual({
      streamId: 's1',
      message: 'yes',
      replyTo: 'm00001',
    });
    expect(screen.queryByText('Answering grace:')).not.toBeInTheDocument();
  });

  it('completes names by the keyboard', async () => {
    await enter();
    await screen.findByText('words 1');
    const box = await field();
    await userEvent.type(box, 'hi @gr');
    expect(screen.getByRole('option', { name: '@grace' })).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Enter}');
    expect(box).toHaveValue('hi @grace ');
    expect(fakeServer.requests('send_message')).toEqual([]);

    await userEvent.keyboard('and @grace{Enter}');
    expect(fakeServer.requests('send_message')).toHaveLength(1);
  });

  it('picks an emote by the arrow keys', async () => {
    await enter({ state: { emotes: [wave, { code: 'bow', url: '/bow.webp' }] } });
    await userEvent.click(await screen.findByRole('button', { name: 'Emotes' }));
    expect(screen.getByRole('button', { name: ':wave:' })).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(await field()).toHaveValue(':bow: ');
  });

  it('gets a command back that was refused, and hears what one says', async () => {
    await enter({ state: { you: { role: 'moderator', mayWrite: true } } });
    fakeServer.answer({ send_message: { status: 404, detail: 'There is no such user.' } });
    await userEvent.type(await field(), '/ban nobody{Enter}');
    expect(await screen.findByText('There is no such user.')).toBeVisible();
    expect(await field()).toHaveValue('/ban nobody');

    fakeServer.answer({ send_message: { status: 'ok', notice: 'Slow mode is on.' } });
    await userEvent.clear(await field());
    await userEvent.type(await field(), '/slow 30{Enter}');
    expect(await screen.findByText('Slow mode is on.')).toBeVisible();
  });

  it('waits in slow mode, and sees for how long', async () => {
    await enter({ state: { settings: { ...modes, slowMode: 30 } } });
    expect(await screen.findByText(/one message every 30 sec/)).toBeVisible();
    const now = new Date().toISOString();
    const sent = message(2, { user: mine, message: 'first', timestamp: now });
    fakeServer.answer({ send_message: { status: 'ok', message: sent } });
    await userEvent.type(await field(), 'first{Enter}');
    expect(await screen.findByRole('timer')).toHaveTextContent(/^(30|29)$/);
    await userEvent.type(await field(), 'second{Enter}');
    expect(fakeServer.requests('send_message')).toHaveLength(1);
    expect(await field()).toHaveValue('second');
  });
});

describe('who cannot write', () => {
  it('is led to sign in', async () => {
    await enter({ signedIn: false });
    expect(await screen.findByRole('link', { name: 'Sign in to chat' })).toHaveAttribute(
      'href',
      '/sign-in?next=%2Fwatch%2Fs1',
    );
    expect(screen.queryByRole('combobox', { name: 'Message' })).not.toBeInTheDocument();
  });

  it('is told that it is for good', async () => {
    await enter({ state: { you: { role: 'viewer', mayWrite: false, why: 'banned' } } });
    expect(await screen.findByText('You are banned from this chat.')).toBeVisible();
  });

  it('is told until when', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await enter({ state: { you: { role: 'viewer', mayWrite: false, why: 'timed_out', until } } });
    expect(await screen.findByText(/You are timed out and can write again at/)).toBeVisible();
  });

  it('can follow where only followers write', async () => {
    await enter({ state: { you: { role: 'viewer', mayWrite: false, why: 'followers_only' } } });
    const chat = within(screen.getByRole('region', { name: 'Chat' }));
    expect(await chat.findByText('Only followers can write here right now.')).toBeVisible();
    expect(await chat.findByRole('button', { name: 'Follow' })).toBeVisible();
  });
});
