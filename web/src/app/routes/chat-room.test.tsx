import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { fakeApi } from '@/testing/fake-api';
import { chatPage, enter, log, message, rowOf, says, wave } from '@/testing/fake-room';
import { fakeServer } from '@/testing/fake-socket';
import { renderPage } from '@/testing/render-page';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

describe('a room', () => {
  it('shows what was said before, and what is said now', async () => {
    await enter();
    expect(await screen.findByText('words 1')).toBeVisible();
    says(message(2));
    expect(await within(log()).findByText('words 2')).toBeVisible();
    expect(log()).toHaveAttribute('aria-live', 'polite');
  });

  it('hears only what is its own', async () => {
    await enter();
    says(message(2, { streamId: 's2', message: 'elsewhere' }), message(3));
    await screen.findByText('words 3');
    expect(screen.queryByText('elsewhere')).not.toBeInTheDocument();
  });

  it('tells the viewers as they come and go', async () => {
    await enter();
    expect(await screen.findByText('3 viewers')).toBeInTheDocument();
    fakeServer.tell('viewer_count', { streamId: 's1', viewerCount: 5 });
    expect(await screen.findByText('5 viewers')).toBeInTheDocument();
    fakeServer.tell('viewer_count', { streamId: 's1', viewerCount: 2 });
    expect(await screen.findByText('2 viewers')).toBeInTheDocument();
  });

  it('can be put away and is so the next time', async () => {
    await enter();
    await userEvent.click(screen.getByRole('button', { name: 'Hide chat' }));
    expect(screen.queryByRole('log')).not.toBeInTheDocument();
    expect(fakeServer.requests('leave_stream')).toEqual([]);
    expect(localStorage.getItem('freshet.chat-hidden')).not.toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show chat' }));
    expect(log()).toBeVisible();
  });

  it('says why it cannot be read, and tries again', async () => {
    fakeApi(chatPage);
    fakeServer.answer({ join_stream: { status: 403, detail: 'Only subscribers may watch.' } });
    renderPage('/watch/s1', { signedIn: true });
    expect(await screen.findByText('Only subscribers may watch.')).toBeVisible();
    fakeServer.answer({ join_stream: { status: 'ok', viewerCount: 1 } });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('log')).toBeVisible();
  });
});

describe('a thousand messages', () => {
  it('are drawn once a frame, in no more rows than fit', async () => {
    await enter();
    await screen.findByText('words 1');
    let commits = 0;
    const observer = new MutationObserver(() => ++commits);
    observer.observe(log(), { childList: true });

    says(...Array.from({ length: 1000 }, (_, i) => message(i + 2)));
    await screen.findByText('words 1001');

    expect(within(log()).getAllByRole('article')).toHaveLength(200);
    expect(commits).toBeLessThan(10);
    observer.disconnect();
  });
});

describe('what somebody wrote', () => {
  it('is text, with its links, emotes and mentions', async () => {
    await enter({
      history: [
        message(1, {
          message: '<b>hi</b> @ada see https://example.org :wave:',
          mentions: ['ada'],
          emotes: [wave],
        }),
      ],
    });
    const link = await screen.findByRole('link', { name: 'https://example.org' });
    expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow ugc');
    expect(link).toHaveAttribute('target', '_blank');
    expect(screen.getByRole('img', { name: ':wave:' })).toHaveAttribute('src', '/wave.webp');
    expect(screen.getByText('Mentions you:')).toBeInTheDocument();
    expect(screen.getByText(/<b>hi<\/b>/)).toBeVisible();
  });

  it('shows who that is and what is answered', async () => {
    await enter({
      history: [
        message(1, {
          badges: ['moderator', 'subscriber', 'unheard-of'],
          replyTo: { id: 'm0', userId: 'u3', username: 'linus', message: 'before' },
        }),
      ],
    });
    expect(await screen.findByRole('img', { name: 'Moderator' })).toBeInTheDocument();
    expect(screen.getByRole('img', { name: 'Subscriber' })).toBeInTheDocument();
    expect(screen.getByText('Answers linus:')).toBeVisible();
  });

  it('becomes a line when it is deleted, and goes when the chat is cleared', async () => {
    await enter();
    await screen.findByText('words 1');
    fakeServer.tell('message-deleted', { roomId: 's1', messageId: 'm00001' });
    expect(await screen.findByText('Message deleted')).toBeVisible();
    expect(screen.queryByText('words 1')).not.toBeInTheDocument();
    fakeServer.tell('chat-cleared', { roomId: 's1' });
    expect(await screen.findByText('The chat was cleared.')).toBeVisible();
    expect(screen.queryByText('Message deleted')).not.toBeInTheDocument();
  });

  it('knows after a reload what one has reacted with', async () => {
    const reactions = [{ emoji: '👍', count: 2 }];
    const [kept] = [message(1)].map(({ user: { id, ...user }, ...rest }) => ({
      ...rest,
      ...user,
      userId: id,
      mentions: [],
      emotes: [],
      reactions: [{ ...reactions[0], mine: true }],
    }));
    await enter({
      history: [message(1, { reactions })],
      replies: { 'GET /api/chat/s1': { data: [kept], meta: { nextCursor: null } } },
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: '👍: 2 reactions' })).toHaveAttribute(
        'aria-pressed',
        'true',
      ),
    );
  });

  it('can be reacted to', async () => {
    await enter();
    const row = await rowOf('words 1');
    await userEvent.click(row.getByRole('button', { name: 'React to Grace' }));
    await userEvent.click(screen.getByRole('button', { name: 'React with 👍' }));
    expect(fakeServer.requests('react')).toEqual([{ messageId: 'm00001', emoji: '👍' }]);
    fakeServer.tell('message-reactions', {
      roomId: 's1',
      messageId: 'm00001',
      reactions: [{ emoji: '👍', count: 2 }],
    });
    const chip = await screen.findByRole('button', { name: '👍: 2 reactions' });
    expect(chip).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(chip);
    expect(fakeServer.requests('unreact')).toEqual([{ messageId: 'm00001', emoji: '👍' }]);
  });

  it('is reached by the arrow keys', async () => {
    await enter({ history: [message(1), message(2)] });
    await screen.findByText('words 2');
    log().focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toHaveTextContent('words 2');
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toHaveTextContent('words 1');
    await userEvent.tab();
    expect(document.activeElement).toHaveAccessibleName('React to Grace');
  });
});

describe('the connection', () => {
  it('that is lost is said, and what was missed arrives once', async () => {
    await enter();
    await screen.findByText('words 1');
    fakeServer.lose();
    expect(await screen.findByText('Reconnecting')).toBeVisible();

    fakeServer.comeBack({ recovered: false });
    await waitFor(() => expect(fakeServer.requests('join_stream')).toHaveLength(2));
    fakeServer.tell('chat_history', { streamId: 's1', messages: [message(1), message(2)] });
    expect(await screen.findByText('words 2')).toBeVisible();
    expect(screen.getAllByText('words 1')).toHaveLength(1);
    expect(screen.queryByText('Reconnecting')).not.toBeInTheDocument();
  });

  it('that is recovered is not joined again', async () => {
    await enter();
    fakeServer.lose();
    fakeServer.comeBack({ recovered: true });
    says(message(2));
    expect(await screen.findByText('words 2')).toBeVisible();
    expect(fakeServer.requests('join_stream')).toHaveLength(1);
  });
});
