import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LivePlayer, waysOf } from './live-player';
import type { Player, PlayerState, Trouble } from './player';
import { StateCell } from './state-cell';

/** A way to play that does what the test says. */
function fakeWay() {
  const made: { cell: StateCell; destroyed: boolean }[] = [];
  const way = (): Player => {
    const player = { cell: new StateCell(), destroyed: false };
    made.push(player);
    return {
      attach: () => undefined,
      onState: player.cell.listen,
      goLive: () => undefined,
      destroy: () => (player.destroyed = true),
    };
  };
  const last = () => {
    const player = made.at(-1);
    if (!player) throw new Error('was not tried');
    return player;
  };
  return {
    way,
    made,
    plays() {
      last().cell.set({ phase: 'playing' });
    },
    fails(trouble: Trouble) {
      last().cell.set({ phase: 'failed', trouble });
    },
    isDestroyed: () => last().destroyed,
  };
}

function setUp() {
  const flv = fakeWay();
  const hls = fakeWay();
  const player = new LivePlayer([flv.way, hls.way]);
  player.attach(document.createElement('video'));
  const state = () => {
    let seen: PlayerState | null = null;
    player.onState((now) => (seen = now))();
    return seen;
  };
  return { flv, hls, player, state };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('LivePlayer', () => {
  it('plays by the first way that works', () => {
    const { flv, hls, state } = setUp();
    flv.plays();
    expect(state()).toMatchObject({ phase: 'playing' });
    expect(hls.made).toHaveLength(0);
  });

  it('falls over to the next at once when one fails, and lets the failed one go', () => {
    const { flv, hls, state } = setUp();
    flv.fails('network');
    hls.plays();
    expect(flv.isDestroyed()).toBe(true);
    expect(state()).toMatchObject({ phase: 'playing', trouble: null });
  });

  it('says why nothing works, and tries again by itself, ever more slowly', () => {
    const { flv, hls, state } = setUp();
    flv.fails('missing');
    hls.fails('missing');
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'missing' });

    vi.advanceTimersByTime(1000);
    expect(flv.made).toHaveLength(2);
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'missing' });
    flv.fails('missing');
    hls.fails('missing');
    vi.advanceTimersByTime(1000);
    expect(flv.made).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(flv.made).toHaveLength(3);
  });

  it('goes back to the way that had played when its connection is lost', () => {
    const { flv, hls, state } = setUp();
    flv.plays();
    flv.fails('network');
    expect(state()).toMatchObject({ phase: 'waiting' });

    vi.advanceTimersByTime(1000);
    expect(flv.made).toHaveLength(2);
    expect(hls.made).toHaveLength(0);
  });

  it('leaves a way whose pictures cannot be decoded, even though it had played', () => {
    const { flv, hls } = setUp();
    flv.plays();
    flv.fails('media');
    expect(hls.made).toHaveLength(1);
  });

  it('does not try again what the browser cannot play', () => {
    const { flv, hls, state } = setUp();
    flv.fails('unsupported');
    hls.fails('unsupported');
    vi.advanceTimersByTime(60_000);
    expect(flv.made).toHaveLength(1);
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'unsupported' });
  });

  it('tries everything again when the viewer asks for it', () => {
    const { flv, hls, player } = setUp();
    flv.fails('unsupported');
    hls.fails('unsupported');
    player.retry();
    expect(flv.made).toHaveLength(2);
  });

  it('is silent once it is destroyed', () => {
    const { flv, hls, player } = setUp();
    flv.fails('network');
    hls.fails('network');
    player.destroy();
    vi.advanceTimersByTime(60_000);
    expect(hls.isDestroyed()).toBe(true);
    expect(flv.made).toHaveLength(1);
  });
});

it('takes only the addresses that the server gave', () => {
  expect(waysOf({ flv: '/a.flv', hls: null }, () => false)).toHaveLength(1);
  expect(waysOf({ flv: null, hls: undefined }, () => false)).toHaveLength(0);
});
