import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { enter, log, message, says } from '@/testing/fake-room';
import { fakeServer } from '@/testing/fake-socket';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i));

/** As a page of the REST API: the newest first, with flat users. */
const kept = (from: number, to: number, nextCursor: string | null) => ({
  data: messages(from, to)
    .map(({ user: { id, ...user }, ...rest }) => ({
      ...rest,
      ...user,
      userId: id,
      mentions: [],
      emotes: [],
      reactions: [],
    }))
    .reverse(),
  meta: { nextCursor },
});

/** jsdom lays nothing out: the log is as if it were scrolled there. */
function scrollTo(top: number): void {
  const element = log();
  Object.defineProperties(element, {
    scrollHeight: { configurable: true, value: 2000 },
    clientHeight: { configurable: true, value: 500 },
  });
  element.scrollTop = top;
  fireEvent.scroll(element);
}

describe('who reads back', () => {
  it('is not moved, and comes back to the newest by a button', async () => {
    await enter({ history: messages(1, 50) });
    await screen.findByText('words 50');
    act(() => scrollTo(700));
    says(message(51), message(52));
    const button = await screen.findByRole('button', { name: '2 new messages' });
    expect(screen.queryByText('words 51')).not.toBeInTheDocument();
    expect(log()).toHaveAttribute('aria-live', 'off');

    await userEvent.click(button);
    expect(screen.getByText('words 52')).toBeVisible();
    expect(button).not.toBeInTheDocument();
  });

  it('gets what is older at the top, once, to the beginning', async () => {
    const pages = [kept(21, 120, 'older'), kept(1, 20, null)];
    const asked = await enter({
      history: messages(71, 120),
      replies: { 'GET /api/chat/s1': () => pages.shift() ?? {} },
    });
    await screen.findByText('words 120');
    act(() => scrollTo(0));
    expect(await screen.findByText('words 21')).toBeVisible();
    expect(within(log()).getAllByText('words 71')).toHaveLength(1);
    act(() => scrollTo(0));
    expect(await screen.findByText('words 1')).toBeVisible();
    expect(await screen.findByText('This is where the chat begins.')).toBeVisible();
    expect(asked.filter(({ request }) => request === 'GET /api/chat/s1')).toHaveLength(2);
  });

  it('is told when older ones cannot be had, and tries again', async () => {
    let isUp = false;
    await enter({
      history: messages(51, 100),
      replies: {
        'GET /api/chat/s1': () =>
          isUp ? kept(1, 100, null) : { status: 403, problem: { detail: 'No.' } },
      },
    });
    await screen.findByText('words 100');
    act(() => scrollTo(0));
    const alert = within(await screen.findByRole('alert'));
    isUp = true;
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('words 1')).toBeVisible();
  });
});

describe('who hears the page', () => {
  it('is told how many messages there are when they are too many to read out', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await enter();
    says(...messages(2, 30));
    await act(() => vi.advanceTimersByTimeAsync(5100));
    expect(log()).toHaveAttribute('aria-live', 'off');
    expect(screen.getByText('29 messages in the last seconds')).toBeInTheDocument();
    await act(() => vi.advanceTimersByTimeAsync(5100));
    expect(log()).toHaveAttribute('aria-live', 'polite');
    vi.useRealTimers();
  });
});

it('sees an announcement as one', async () => {
  await enter();
  fakeServer.tell('new_message', message(2, { kind: 'announcement' }));
  await waitFor(() => expect(screen.getByText('Announcement')).toBeVisible());
});
