import { describe, expect, it } from 'vitest';

import { ServerClock } from './server-clock';

describe('ServerClock', () => {
  it('believes a device whose clock agrees with the server to the second', () => {
    const clock = new ServerClock();
    clock.observe(10_000, 10_400, 10_450, 1000);
    expect(clock.offsetMs).toBe(0);
  });

  it('knows a wrong clock to within the time of the request when told milliseconds', () => {
    const clock = new ServerClock();
    clock.observe(70_000, 10_000, 10_040, 1);
    expect(clock.offsetMs).toBeGreaterThanOrEqual(60_000 - 40);
    expect(clock.offsetMs).toBeLessThanOrEqual(60_001);
  });

  it('narrows what whole seconds tell with every reply', () => {
    const trueOffset = 60_300;
    const clock = new ServerClock();
    for (let sent = 0; sent < 20_000; sent += 730) {
      const second = Math.floor((sent + 10 + trueOffset) / 1000) * 1000;
      clock.observe(second, sent, sent + 20, 1000);
    }
    expect(Math.abs(clock.offsetMs - trueOffset)).toBeLessThan(60);
  });

  it('starts anew when one of the clocks was set', () => {
    const clock = new ServerClock();
    clock.observe(70_000, 10_000, 10_010, 1);
    clock.observe(20_000, 20_000, 20_010, 1);
    expect(clock.offsetMs).toBe(0);
  });

  it('ignores a request during which the device clock went backwards', () => {
    const clock = new ServerClock();
    clock.observe(10_000, 10_000, 4000, 1);
    expect(clock.offsetMs).toBe(0);
  });
});
