import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { StateCell } from '@/lib/state-cell';

import { loading, type VodState } from './vod-state';
import { VodVideo } from './vod-video';
import type { Report } from './watch-log';

const player = vi.hoisted(() => ({
  state: { cell: undefined as StateCell<VodState> | undefined },
  retry: vi.fn(),
  setQuality: vi.fn(),
}));

vi.mock('./vod-player', () => ({
  VodPlayer: class {
    onState = (listener: (state: VodState) => void) => player.state.cell?.listen(listener);
    retry = player.retry;
    setQuality = player.setQuality;
    attach = () => undefined;
    destroy = () => undefined;
  },
}));

const sources = { hls: '/a.m3u8' };
const tell = (change: Partial<VodState>) => act(() => player.state.cell?.set(change));

function show(
  props: { startAt?: number; isResumed?: boolean; onReport?: (r: Report) => void } = {},
) {
  render(
    <VodVideo title="Oil" sources={sources} renew={() => Promise.resolve(sources)} {...props} />,
  );
  const element = document.querySelector('video');
  if (element === null) throw new Error('there is no picture');
  const state = { currentTime: 60, duration: 600, paused: false, playbackRate: 1 };
  for (const name of Object.keys(state) as (keyof typeof state)[]) {
    Object.defineProperty(element, name, {
      configurable: true,
      get: () => state[name],
      set: (value: never) => (state[name] = value),
    });
  }
  fireEvent(element, new Event('durationchange'));
  return { element, state };
}

beforeEach(() => {
  player.state.cell = new StateCell(loading);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});

describe('the bar', () => {
  it('says where the picture is', () => {
    show();
    expect(screen.getByText('1:00', { exact: false })).toHaveTextContent('1:00 / 10:00');
    expect(screen.getByRole('slider', { name: 'Place in the video' })).toHaveAttribute(
      'aria-valuetext',
      '1:00 of 10:00',
    );
  });

  it('goes to where it is pulled', () => {
    const { state } = show();
    fireEvent.change(screen.getByRole('slider', { name: 'Place in the video' }), {
      target: { value: '300' },
    });
    expect(state.currentTime).toBe(300);
  });

  it('changes the speed, and the quality where there is a choice', async () => {
    const { state, element } = show();
    tell({
      phase: 'ready',
      qualities: [
        { level: 1, height: 1080 },
        { level: 0, height: 480 },
      ],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Speed and quality' }));
    await userEvent.click(screen.getByRole('menuitemradio', { name: '1.5 ×' }));
    expect(state.playbackRate).toBe(1.5);
    fireEvent(element, new Event('ratechange'));

    await userEvent.click(screen.getByRole('button', { name: 'Speed and quality' }));
    expect(screen.getByRole('menuitemradio', { name: '1.5 ×' })).toBeChecked();
    await userEvent.click(screen.getByRole('menuitemradio', { name: '480p' }));
    expect(player.setQuality).toHaveBeenCalledWith(0);
  });
});

describe('the keys', () => {
  it.each([
    ['{ArrowRight}', 65],
    ['{ArrowLeft}', 55],
    ['l', 70],
    ['j', 50],
    ['5', 300],
    ['0', 0],
  ])('%s goes to %d s', async (key, seconds) => {
    const { state } = show();
    await userEvent.keyboard(key);
    expect(state.currentTime).toBe(seconds);
  });

  it('step by pictures only where it stands still', async () => {
    const { state } = show();
    await userEvent.keyboard('.');
    expect(state.currentTime).toBe(60);
    state.paused = true;
    await userEvent.keyboard('.');
    expect(state.currentTime).toBeCloseTo(60 + 1 / 30);
  });

  it('change the speed by steps, within what there is', async () => {
    const { state } = show();
    await userEvent.keyboard('>');
    expect(state.playbackRate).toBe(1.25);
    state.playbackRate = 2;
    await userEvent.keyboard('>');
    expect(state.playbackRate).toBe(2);
  });

  it('move the line of time by seconds when it has the focus', () => {
    const { state } = show();
    const slider = screen.getByRole('slider', { name: 'Place in the video' });
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(state.currentTime).toBe(65);
    fireEvent.keyDown(slider, { key: 'End' });
    expect(state.currentTime).toBe(600);
  });
});

describe('who comes back', () => {
  it('is told where it goes on, and can start over', async () => {
    const { state } = show({ startAt: 60, isResumed: true });
    tell({ phase: 'ready' });
    tell({ phase: 'waiting' });
    expect(screen.getByText('Where you left, at 1:00')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(state.currentTime).toBe(0);
    expect(screen.queryByText(/Where you left/)).not.toBeInTheDocument();
  });

  it('is told that for a while, however often it waits for the picture', () => {
    vi.useFakeTimers();
    show({ startAt: 60, isResumed: true });
    tell({ phase: 'ready' });
    act(() => void vi.advanceTimersByTime(5000));
    tell({ phase: 'waiting' });
    tell({ phase: 'ready' });
    act(() => void vi.advanceTimersByTime(3500));
    expect(screen.queryByText(/Where you left/)).not.toBeInTheDocument();
    vi.useRealTimers();
  });

  it('is told nothing when it begins at the beginning, or where a link says', () => {
    show({ startAt: 60 });
    tell({ phase: 'ready' });
    expect(screen.queryByText(/Where you left/)).not.toBeInTheDocument();
  });
});

it('says in the picture what is wrong, and tries again when asked', async () => {
  show();
  tell({ phase: 'failed', trouble: 'network' });
  expect(screen.getByText(/video cannot be reached. Trying again by itself/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(player.retry).toHaveBeenCalled();
  tell({ phase: 'failed', trouble: 'refused' });
  expect(screen.getByText('You may not watch this video any more.')).toBeVisible();
});

it('tells what is watched every ten seconds, and where it was left', () => {
  vi.useFakeTimers();
  const reports: Report[] = [];
  const { element, state } = show({ onReport: (report) => reports.push(report) });
  for (let i = 0; i < 44; ++i) {
    vi.advanceTimersByTime(250);
    state.currentTime += 0.25;
    fireEvent(element, new Event('timeupdate'));
  }
  expect(reports).toEqual([{ position: 70, watched: 9, isLast: false }]);
  fireEvent(element, new Event('pause'));
  expect(reports.at(-1)).toEqual({ position: 71, watched: 1, isLast: false });
  vi.advanceTimersByTime(250);
  fireEvent(element, new Event('timeupdate'));
  state.currentTime = 0; // As it is when the player has gone.
  cleanup();
  expect(reports.at(-1)).toMatchObject({ position: 71, isLast: true });
  vi.useRealTimers();
});
