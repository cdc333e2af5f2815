import { expect, it } from 'vitest';

import { FlvClock } from './flv-clock';

const at = (now: number) => ({ now: () => now });

it('tells how old the picture is by the time at which the server had it', () => {
  const clock = new FlvClock(at(1_000_000 + 60_000 + 5000 + 1340));
  clock.read({ captureEpoch: 1_000_000, captureStart: 60_000 });
  expect(clock.latencySeconds(5)).toBe(1.3);
});

it('knows nothing before the server has said both, or when it says nonsense', () => {
  const clock = new FlvClock(at(5000));
  expect(clock.latencySeconds(0)).toBeNull();
  clock.read({ captureEpoch: 1000 });
  clock.read({ captureStart: 'soon' });
  clock.read(null);
  expect(clock.latencySeconds(0)).toBeNull();
});

it('moves with the epoch but keeps where this viewer began', () => {
  const clock = new FlvClock(at(20_000));
  clock.read({ captureEpoch: 1000, captureStart: 2000 });
  clock.read({ captureEpoch: 7000, captureStart: 9000 });
  expect(clock.latencySeconds(10)).toBe(1);
});

it('never shows a picture from the future', () => {
  const clock = new FlvClock(at(0));
  clock.read({ captureEpoch: 1000, captureStart: 0 });
  expect(clock.latencySeconds(0)).toBe(0);
});
