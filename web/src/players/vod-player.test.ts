import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Problem } from '@/lib/problem';
import { viewerId } from '@/lib/viewer-id';

import { VodPlayer } from './vod-player';
import type { VodState } from './vod-state';

type Listener = (event: string, data: object) => void;

const hls = vi.hoisted(() => {
  class FakeHls {
    static Events = { ERROR: 'error', MANIFEST_PARSED: 'parsed' };
    static ErrorTypes = { MEDIA_ERROR: 'media', NETWORK_ERROR: 'network' };
    static supported = true;
    static made: FakeHls[] = [];
    static isSupported = () => FakeHls.supported;
    levels: { height: number }[] = [];
    nextLevel = -1;
    url = '';
    destroyed = false;
    recovered = 0;
    private readonly listeners = new Map<string, Listener>();
    readonly config: { startPosition: number };
    constructor(config: { startPosition: number }) {
      this.config = config;
      FakeHls.made.push(this);
    }
    on = (event: string, listener: Listener) => this.listeners.set(event, listener);
    loadSource = (url: string) => (this.url = url);
    attachMedia = () => undefined;
    recoverMediaError = () => ++this.recovered;
    destroy = () => (this.destroyed = true);
    tell = (event: string, data: object = {}) => this.listeners.get(event)?.(event, data);
    fails = (type: string, code?: number) =>
      this.tell('error', { fatal: true, type, response: code && { code } });
  }
  return FakeHls;
});

vi.mock('hls.js', () => ({ default: hls }));

const sources = { hls: '/a.m3u8', mp4: '/a.mp4' };
const latest = () => {
  const made = hls.made.at(-1);
  if (made === undefined) throw new Error('hls.js was not tried');
  return made;
};

async function setUp({ renew = () => Promise.resolve(sources), startAt = 0 } = {}) {
  const video = document.createElement('video');
  const player = new VodPlayer({ sources, renew, startAt });
  const seen: VodState[] = [];
  player.onState((state) => seen.push(state));
  player.attach(video);
  await vi.advanceTimersByTimeAsync(0);
  return { video, player, state: () => seen.at(-1) };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const plays = (video: HTMLVideoElement, at = 0) => {
  Object.defineProperty(video, 'currentTime', { configurable: true, writable: true, value: at });
  video.dispatchEvent(new Event('canplay'));
  video.dispatchEvent(new Event('timeupdate'));
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(hls, { made: [], supported: true });
});

describe('a video', () => {
  it('begins where it is asked to, as this viewer', async () => {
    const { video, state } = await setUp({ startAt: 42 });
    expect(latest().config.startPosition).toBe(42);
    expect(latest().url).toBe(`/a.m3u8?v=${viewerId()}`);
    expect(state()?.phase).toBe('loading');
    plays(video, 42);
    expect(state()?.phase).toBe('ready');
  });

  it('offers qualities where there are several, the highest first', async () => {
    const { player, state } = await setUp();
    latest().levels = [{ height: 480 }, { height: 1080 }];
    latest().tell('parsed');
    expect(state()?.qualities).toEqual([
      { level: 1, height: 1080 },
      { level: 0, height: 480 },
    ]);
    player.setQuality(0);
    expect(latest().nextLevel).toBe(0);
  });

  it('offers none where there is only one', async () => {
    const { state } = await setUp();
    latest().levels = [{ height: 1080 }];
    latest().tell('parsed');
    expect(state()?.qualities).toEqual([]);
  });

  it('goes on where it was with a new address when the old one got too old', async () => {
    const renew = vi.fn(() => Promise.resolve({ hls: '/b.m3u8', mp4: '/b.mp4' }));
    const { video, state } = await setUp({ renew });
    plays(video, 100);
    latest().fails('network', 403);
    expect(state()?.phase).toBe('waiting');
    await pass(0);
    expect(latest().url).toContain('/b.m3u8');
    expect(latest().config.startPosition).toBe(100);
    expect(hls.made[0]?.destroyed).toBe(true);
  });

  it('says so when there is no address for who watches any more', async () => {
    const renew = () => Promise.reject(new Problem(404, {}));
    const { video, state } = await setUp({ renew });
    plays(video, 100);
    latest().fails('network', 403);
    await pass(0);
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'missing' });
    await pass(60_000);
    expect(hls.made).toHaveLength(1);
  });

  it('tries again by itself, ever more seldom, while the server is away', async () => {
    const { state } = await setUp();
    latest().fails('network');
    await pass(0);
    latest().fails('network');
    expect(state()).toMatchObject({ phase: 'failed', trouble: 'network' });
    await pass(1000);
    latest().fails('network');
    await pass(1000);
    expect(hls.made).toHaveLength(3);
    await pass(1000);
    expect(hls.made).toHaveLength(4);
  });

  it('takes the whole file when its pieces cannot be decoded', async () => {
    const { video } = await setUp();
    plays(video, 7);
    latest().fails('media');
    expect(latest().recovered).toBe(1);
    latest().fails('media');
    await pass(0);
    expect(video.src).toContain('/a.mp4');
    video.dispatchEvent(new Event('loadedmetadata'));
    expect(video.currentTime).toBe(7);
  });

  it('is played by the browser itself where there is nothing else', async () => {
    hls.supported = false;
    vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe');
    const { video } = await setUp();
    expect(video.src).toContain('/a.m3u8');
  });

  it('leaves the element empty', async () => {
    hls.supported = false;
    const { video, player } = await setUp();
    expect(video.src).toContain('/a.mp4');
    player.destroy();
    expect(video.hasAttribute('src')).toBe(false);
  });
});
