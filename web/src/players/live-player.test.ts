import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { viewerId } from '@/lib/viewer-id';

import { LivePlayer, waysToPlay, type Sources, type Way } from './live-player';
import { connecting, type Player, type PlayerState, type Trouble } from './player';
import { StateCell } from '@/lib/state-cell';

const sources = { flv: '/a.flv', hls: '/a.m3u8' };

/** A way to play that does what the test says. */
function fakeWay(kind: keyof Sources) {
  const made: { url: string; cell: StateCell<PlayerState>; destroyed: boolean }[] = [];
  const play = (url: string): Player => {
    const player = { url, cell: new StateCell(connecting), destroyed: false };
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
  const way: Way = { addressIn: (sources) => sources[kind], play };
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

function setUp(renew: () => Promise<Sources> = () => Promise.resolve(sources)) {
  const flv = fakeWay('flv');
  const hls = fakeWay('hls');
  const player = new LivePlayer([flv.way, hls.way], sources, renew);
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

  it('says why nothing works, and tries again by itself, ever more slowly', async () => {
    const { flv, hls, state } = setUp();
    flv.fails('missing');
    hls.fails('missing');
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'missing' });

    await vi.advanceTimersByTimeAsync(1000);
    expect(flv.made).toHaveLength(2);
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'missing' });
    flv.fails('missing');
    hls.fails('missing');
    await vi.advanceTimersByTimeAsync(1000);
    expect(flv.made).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(flv.made).toHaveLength(3);
  });

  it('goes back to the way that had played when its connection is lost', async () => {
    const { flv, hls, state } = setUp();
    flv.plays();
    flv.fails('network');
    expect(state()).toMatchObject({ phase: 'waiting' });

    await vi.advanceTimersByTimeAsync(1000);
    expect(flv.made).toHaveLength(2);
    expect(hls.made).toHaveLength(0);
  });

  it('leaves a way whose pictures cannot be decoded, even though it had played', () => {
    const { flv, hls } = setUp();
    flv.plays();
    flv.fails('media');
    expect(hls.made).toHaveLength(1);
  });

  it('does not try again what the browser cannot play', async () => {
    const { flv, hls, state } = setUp();
    flv.fails('unsupported');
    hls.fails('unsupported');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flv.made).toHaveLength(1);
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'unsupported' });
  });

  it('tries everything again when the viewer asks for it', async () => {
    const { flv, hls, player } = setUp();
    flv.fails('unsupported');
    hls.fails('unsupported');
    player.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(flv.made).toHaveLength(2);
  });

  it('is silent once it is destroyed', async () => {
    const { flv, hls, player } = setUp();
    flv.fails('network');
    hls.fails('network');
    player.destroy();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hls.isDestroyed()).toBe(true);
    expect(flv.made).toHaveLength(1);
  });

  it('begins again with new addresses, since the old ones may have expired', async () => {
    const { flv, hls } = setUp(() => Promise.resolve({ flv: '/b.flv', hls: null }));
    flv.plays();
    flv.fails('refused');
    await vi.advanceTimersByTimeAsync(1000);

    expect(flv.made.map(({ url }) => url.split('?')[0])).toEqual(['/a.flv', '/b.flv']);
    flv.fails('network');
    expect(hls.made).toHaveLength(0);
  });

  it('takes the old addresses when there is nobody who tells new ones', async () => {
    const { flv } = setUp(() => Promise.reject(new Error('away')));
    flv.plays();
    flv.fails('network');
    await vi.advanceTimersByTimeAsync(1000);
    expect(flv.made.map(({ url }) => url.split('?')[0])).toEqual(['/a.flv', '/a.flv']);
  });

  it('does not begin again once it is destroyed, however late the new addresses come', async () => {
    let tell: (sources: Sources) => void = () => undefined;
    const { flv, player } = setUp(() => new Promise((resolve) => (tell = resolve)));
    flv.plays();
    flv.fails('network');
    await vi.advanceTimersByTimeAsync(1000);
    player.destroy();
    tell(sources);
    await vi.advanceTimersByTimeAsync(0);
    expect(flv.made).toHaveLength(1);
  });

  it('says that there is nothing to play where the server gave no address, and asks again', async () => {
    const flv = fakeWay('flv');
    const player = new LivePlayer([flv.way], {}, () => Promise.resolve(sources));
    let phase = '';
    player.onState((state) => (phase = state.phase));
    player.attach(document.createElement('video'));
    expect(phase).toBe('failed');
    await vi.advanceTimersByTimeAsync(1000);
    expect(flv.made).toHaveLength(1);
  });

  it('says which browser it is, so that three tabs count as one viewer', () => {
    const { flv } = setUp();
    expect(flv.made[0]?.url).toBe(`/a.flv?v=${viewerId()}`);
  });
});

it('knows a way for each address that the server gives', () => {
  const ways = waysToPlay(() => false);
  expect(ways.map((way) => way.addressIn(sources))).toEqual(['/a.flv', '/a.m3u8']);
});
