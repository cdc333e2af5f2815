import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { LivePlayer } from './live-player';
import { LiveVideo } from './live-video';
import { StateCell } from '@/lib/state-cell';
import { connecting, type PlayerState } from './player';

const player = vi.hoisted(() => ({
  state: { cell: undefined as StateCell<PlayerState> | undefined },
  goLive: vi.fn(),
  retry: vi.fn(),
}));

vi.mock('./live-player', () => ({
  waysToPlay: () => [],
  LivePlayer: class implements Pick<LivePlayer, 'attach' | 'goLive' | 'retry' | 'destroy'> {
    onState = (listener: (state: PlayerState) => void) =>
      player.state.cell?.listen(listener) ?? (() => undefined);
    goLive = player.goLive;
    retry = player.retry;
    attach = () => undefined;
    destroy = () => undefined;
  },
}));

const tell = (change: Partial<PlayerState>) =>
  act(() => {
    player.state.cell?.set(change);
  });

const show = (props: { publisherAway?: boolean; onTrouble?: () => void } = {}) =>
  render(<LiveVideo title="A portrait" sources={sources} renew={renew} {...props} />);
const sources = { flv: '/live/ada.flv' };
const renew = () => Promise.resolve(sources);

/** jsdom's elements do not play: these say what a browser's policy would. */
function browserThat(play: (video: HTMLMediaElement) => Promise<void>) {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (
    this: HTMLMediaElement,
  ) {
    return play(this);
  });
}
const refusal = () => Promise.reject(new DOMException('', 'NotAllowedError'));
const canPlay = () =>
  act(async () => {
    fireEvent.canPlay(video());
    await Promise.resolve();
  });

const video = () => {
  const element = document.querySelector('video');
  if (element === null) throw new Error('there is no picture');
  return element;
};

beforeEach(() => {
  player.state.cell = new StateCell(connecting);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.clearAllMocks();
});

describe('LiveVideo', () => {
  it('tells how far behind the camera the picture is', () => {
    show();
    fireEvent.play(video());
    tell({ phase: 'playing', latencySeconds: 1.34, atEdge: true });
    expect(screen.getByRole('button', { name: 'Live, 1.3 s behind the camera' })).toBeVisible();
  });

  it('goes to live when asked', async () => {
    show();
    tell({ phase: 'playing', latencySeconds: 12, atEdge: false });
    await userEvent.click(screen.getByRole('button', { name: '12 s behind. Go to live' }));
    expect(player.goLive).toHaveBeenCalled();
  });

  it('says in the picture what is wrong, and tries again when asked', async () => {
    const onTrouble = vi.fn();
    show({ onTrouble });
    tell({ phase: 'failed', trouble: 'network' });
    expect(screen.getByText(/cannot be reached. Trying again by itself/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(player.retry).toHaveBeenCalled();
    expect(onTrouble).toHaveBeenCalledOnce();
  });

  it('tells that it is the publisher who is away', () => {
    show({ publisherAway: true });
    tell({ phase: 'waiting' });
    expect(screen.getByText(/connection dropped/)).toBeVisible();
  });

  it('plays silently, with a button for sound, when the browser refuses sound', async () => {
    browserThat((video) => (video.muted ? Promise.resolve() : refusal()));
    show();
    await canPlay();

    const buttons = await screen.findAllByRole('button', { name: 'Unmute' });
    expect(video()).toHaveProperty('muted', true);
    await userEvent.click(buttons[0] ?? video());
    expect(video()).toHaveProperty('muted', false);
  });

  it('waits for a click when the browser refuses even that', async () => {
    browserThat(refusal);
    show();
    await canPlay();
    expect(await screen.findAllByRole('button', { name: 'Play' })).toHaveLength(2);
  });

  it('listens to the keys of the page, but not to typing', async () => {
    show();
    await userEvent.keyboard('m');
    expect(video()).toHaveProperty('muted', true);

    const input = document.body.appendChild(document.createElement('input'));
    input.focus();
    await userEvent.keyboard('m');
    expect(video()).toHaveProperty('muted', true);
    input.remove();
  });
});
