import { describe, expect, it } from 'vitest';

import { fakeVideo } from '@/testing/fake-video';

import { LiveEdge } from './live-edge';

describe('LiveEdge', () => {
  it('plays on as it is near the edge', () => {
    const { video, state } = fakeVideo([[0, 10]], 8.8);
    new LiveEdge(video).tick();
    expect(video.playbackRate).toBe(1);
    expect(state.currentTime).toBe(8.8);
  });

  it('plays a little faster when behind, until it has caught up', () => {
    const { video, state } = fakeVideo([[0, 10]], 7);
    const edge = new LiveEdge(video);

    edge.tick();
    expect(video.playbackRate).toBe(1.1);
    state.currentTime = 8.7; // Within the slack: it goes on to the target, else it would switch to and fro.
    edge.tick();
    expect(video.playbackRate).toBe(1.1);
    state.currentTime = 9.1;
    edge.tick();
    expect(video.playbackRate).toBe(1);
  });

  it('jumps when it is far behind', () => {
    const { video, state } = fakeVideo([[0, 30]], 5);
    new LiveEdge(video).tick();
    expect(state.currentTime).toBe(29);
  });

  it('leaves a paused picture alone', () => {
    const { video, state } = fakeVideo([[0, 30]], 5);
    state.paused = true;
    new LiveEdge(video).tick();
    expect(state.currentTime).toBe(5);
    expect(video.playbackRate).toBe(1);
  });

  it('steps over the hole that a returning publisher left', () => {
    const { video, state } = fakeVideo(
      [
        [0, 10],
        [15, 16],
      ],
      10,
    );
    state.readyState = 2;
    new LiveEdge(video).tick();
    expect(state.currentTime).toBeCloseTo(15.05);
  });

  it('does not jump back into a hole in front of the newest media', () => {
    const { video, state } = fakeVideo(
      [
        [0, 10],
        [20, 20.4],
      ],
      9,
    );
    new LiveEdge(video).goLive();
    expect(state.currentTime).toBeCloseTo(20.05);
  });

  it('keeps more in hand after each stall, up to its limit, and less again in quiet times', () => {
    const { video, state } = fakeVideo([[0, 10]], 7.2);
    const edge = new LiveEdge(video);
    for (let i = 0; i < 9; i++) edge.stalled();

    edge.tick();
    expect(video.playbackRate).toBe(1);

    for (let i = 0; i < 5000; i++) edge.tick();
    expect(video.playbackRate).toBe(1.1);
    state.currentTime = 9.05;
    edge.tick();
    expect(video.playbackRate).toBe(1);
  });
});
