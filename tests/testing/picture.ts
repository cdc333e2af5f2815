import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { until } from './wait.ts';

/** What a page shows at one moment. */
interface Look {
  time: number;
  frames: number; // Decoded and not dropped.
  soundBytes: number; // Decoded, as Chromium counts them.
  pixels: number[]; // Grey, 0 to 255, of a coarse raster.
}

function look(page: Page): Promise<Look | undefined> {
  return page.evaluate(() => {
    const video = document.querySelector('video');
    if (!video || video.readyState < video.HAVE_CURRENT_DATA) return undefined;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [64, 36];
    const brush = canvas.getContext('2d');
    if (!brush) return undefined;
    brush.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
    const pixels = Array.from({ length: data.length / 4 }, (_, i) => {
      const [red = 0, green = 0, blue = 0] = data.subarray(4 * i, 4 * i + 3);
      return (red + green + blue) / 3;
    });
    const quality = video.getVideoPlaybackQuality();
    const decoded = video as unknown as { webkitAudioDecodedByteCount?: number };
    return {
      time: video.currentTime,
      frames: quality.totalVideoFrames - quality.droppedVideoFrames,
      soundBytes: decoded.webkitAudioDecodedByteCount ?? 0,
      pixels,
    };
  });
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** How unlike its own mean a picture is: next to nothing when it is of one colour. */
function variance(pixels: number[]): number {
  const middle = mean(pixels);
  return mean(pixels.map((pixel) => (pixel - middle) ** 2));
}

/** The page plays for so many seconds: time and frames go on, there is sound, the picture moves. */
export async function assertPlays(page: Page, seconds: number): Promise<void> {
  const first = await until('a picture', async () => {
    const now = await look(page);
    return now && now.frames > 0 && now.time > 0 && now;
  });
  const last = await until(
    `${seconds} s are played`,
    async () => {
      const now = await look(page);
      return now && now.time - first.time >= seconds && now;
    },
    3 * seconds + 30,
  );

  // At 25 or more frames a second; a busy machine may drop most.
  assert.ok(last.frames - first.frames > 5 * seconds, `${last.frames - first.frames} frames`);
  assert.ok(last.soundBytes > first.soundBytes, 'there is no sound');
  assert.ok(variance(last.pixels) > 100, `the picture is of one colour: ${mean(last.pixels)}`);
  const moved = mean(last.pixels.map((pixel, i) => Math.abs(pixel - (first.pixels[i] ?? 0))));
  assert.ok(moved > 1, 'the picture is frozen');
}
