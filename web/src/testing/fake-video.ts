type Ranges = [start: number, end: number][];

/** A video element with a clock and a buffer of our making, which jsdom's has not. */
export function fakeVideo(ranges: Ranges, currentTime = 0) {
  const video = document.createElement('video');
  const state = { ranges, currentTime, readyState: 4, paused: false };
  Object.defineProperties(video, {
    buffered: {
      get: () => ({
        length: state.ranges.length,
        start: (i: number) => state.ranges[i]?.[0],
        end: (i: number) => state.ranges[i]?.[1],
      }),
    },
    currentTime: {
      get: () => state.currentTime,
      set: (time: number) => (state.currentTime = time),
    },
    readyState: { get: () => state.readyState },
    paused: { get: () => state.paused },
    seeking: { get: () => false },
  });
  return { video, state };
}
