import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { adasChannel, adasStream, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

vi.mock('@/players/live-video', () => ({ LiveVideo: () => <p>the picture</p> }));

const studio: Replies = {
  'GET /api/instance': { rtmpUrl: 'rtmp://here:1935/live', registration: 'open' },
  'GET /api/users/me/channels': listOf(adasChannel),
  'GET /api/channels/c1/stream-key': { streamKey: 'secret-1' },
  'GET /api/channels/ada': adasChannel,
};
const onAir: Replies = {
  ...studio,
  'GET /api/channels/ada': { ...adasChannel, isLive: true },
  'GET /api/streams/ada': adasStream(),
  'GET /api/streams/s1/stream': { playback: { flv: '/live/ada.flv?token=t' } },
};

describe('the studio', () => {
  it('shows the server, hides the key until it is asked for, and gives the watch link', async () => {
    fakeApi(studio);
    renderPage('/studio', { signedIn: true });

    expect(await screen.findByLabelText('Server')).toHaveValue('rtmp://here:1935/live');
    expect(screen.getByLabelText('Watch link')).toHaveValue('http://localhost:3000/@ada');
    const key = screen.getByLabelText('Stream key');
    expect(key).toHaveAttribute('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show key' }));
    expect(key).toHaveAttribute('type', 'text');
    expect(key).toHaveValue('secret-1');
  });

  it('copies the key without showing it', async () => {
    fakeApi(studio);
    const user = userEvent.setup();
    renderPage('/studio', { signedIn: true });

    await user.click(await screen.findByRole('button', { name: 'Copy: Stream key' }));

    expect(await navigator.clipboard.readText()).toBe('secret-1');
    expect(screen.getByLabelText('Stream key')).toHaveAttribute('type', 'password');
    expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain('Copied');
  });

  it('makes a new key only after asking', async () => {
    const asked = fakeApi({
      ...studio,
      'POST /api/channels/c1/regenerate-stream-key': { streamKey: 'secret-2' },
    });
    renderPage('/studio', { signedIn: true });

    await userEvent.click(await screen.findByRole('button', { name: 'New key' }));
    expect(screen.getByRole('dialog', { name: 'Make a new stream key?' })).toBeVisible();
    expect(asked.some(({ request }) => request.startsWith('POST'))).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Make new key' }));

    await waitFor(() => expect(screen.getByLabelText('Stream key')).toHaveValue('secret-2'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('waits for the stream, then shows it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let live = false;
    fakeApi({ ...onAir, 'GET /api/channels/ada': () => ({ ...adasChannel, isLive: live }) });
    renderPage('/studio', { signedIn: true });
    expect(await screen.findByText('Waiting for your stream')).toBeVisible();

    live = true;
    await vi.advanceTimersByTimeAsync(2100);

    expect(await screen.findByText('You are on air')).toBeVisible();
    expect(await screen.findByText('the picture')).toBeVisible();
    vi.useRealTimers();
  });

  it('says that the connection is lost while the server waits for the encoder', async () => {
    fakeApi({ ...onAir, 'GET /api/streams/ada': adasStream({ status: 'reconnecting' }) });
    renderPage('/studio', { signedIn: true });
    expect(await screen.findByText('Connection lost')).toBeVisible();
  });

  it('does not claim to know when the server refuses to say', async () => {
    fakeApi({ ...studio, 'GET /api/channels/ada': { status: 429, problem: {} } });
    renderPage('/studio', { signedIn: true });
    expect(await screen.findByText('The server cannot be reached')).toBeVisible();
  });
});
