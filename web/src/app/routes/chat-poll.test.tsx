import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { listOf } from '@/testing/fake-api';
import { enter } from '@/testing/fake-room';
import { fakeServer } from '@/testing/fake-socket';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

describe('a poll', () => {
  const poll = {
    id: 'p1',
    question: 'Tea?',
    options: [
      { text: 'Yes', votes: 1 },
      { text: 'No', votes: 3 },
    ],
    endsAt: null,
    ended: false,
  };

  it('takes a vote, and says how it stands', async () => {
    await enter({ state: { poll } });
    const voted = { ...poll, options: [{ text: 'Yes', votes: 2 }, poll.options[1]] };
    fakeServer.answer({ vote: { status: 'ok', poll: voted } });
    await userEvent.click(await screen.findByRole('button', { name: 'Yes: 25%, 1 vote' }));
    expect(fakeServer.requests('vote')).toEqual([{ pollId: 'p1', option: 0 }]);
    expect(await screen.findByRole('button', { name: 'Yes: 40%, 2 votes' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('is folded on a phone, and opened by its question', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    await enter({ state: { poll } });
    const question = await screen.findByRole('button', { name: 'Tea?' });
    expect(question).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('button', { name: /^Yes/ })).not.toBeInTheDocument();
    await userEvent.click(question);
    expect(screen.getByRole('button', { name: /^Yes: 25%/ })).toBeVisible();
  });

  it('folds on a phone when one has voted, and says what for', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    await enter({ state: { poll } });
    fakeServer.answer({ vote: { status: 'ok', poll } });
    const question = await screen.findByRole('button', { name: 'Tea?' });
    await userEvent.click(question);
    await userEvent.click(screen.getByRole('button', { name: /^No: 75%/ }));
    await waitFor(() => expect(question).toHaveAttribute('aria-expanded', 'false'));
    expect((await screen.findByText('Your answer:')).parentElement).toHaveTextContent('No');
  });

  it('knows after a reload what one has voted for', async () => {
    await enter({
      state: { poll },
      replies: { 'GET /api/chat/s1/poll': { ...poll, myVote: 1 } },
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^No: 75%/ })).toHaveAttribute(
        'aria-pressed',
        'true',
      ),
    );
  });

  it('takes none when it is over', async () => {
    await enter({ state: { poll } });
    fakeServer.tell('poll', { roomId: 's1', poll: { ...poll, ended: true } });
    expect(await screen.findByText(/Ended/)).toBeVisible();
    expect(screen.getByRole('button', { name: /No: 75%/ })).toBeDisabled();
  });

  it('is started and ended by who moderates', async () => {
    await enter({
      state: { poll, you: { role: 'moderator', mayWrite: true } },
      replies: { 'GET /api/channels/c9/held-messages': listOf() },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'End the poll' }));
    expect(fakeServer.requests('end-poll')).toEqual([{ roomId: 's1', pollId: 'p1' }]);

    await userEvent.click(screen.getByRole('button', { name: 'Moderate' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Start a poll' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Start a poll' }));
    await userEvent.type(dialog.getByLabelText('Question'), 'Coffee?');
    await userEvent.type(dialog.getByLabelText('Answer 1'), 'Yes');
    await userEvent.click(dialog.getByRole('button', { name: 'Start' }));
    expect(dialog.getByLabelText('Answer 2')).toHaveAccessibleDescription('Write something.');
    await userEvent.type(dialog.getByLabelText('Answer 2'), 'No');
    await userEvent.click(dialog.getByRole('button', { name: 'Start' }));
    expect(fakeServer.requests('start-poll')).toEqual([
      { roomId: 's1', question: 'Coffee?', options: ['Yes', 'No'], seconds: 180 },
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });
});
