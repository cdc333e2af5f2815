import { stageKeys, type Keys } from './use-shortcuts';
import type { StageCommands } from './use-stage';

export interface VodCommands extends StageCommands {
  seekTo: (seconds: number) => void;
  seekBy: (seconds: number) => void;
  /** From 0, the beginning, to 1, the end. */
  seekToPart: (part: number) => void;
  /** To the picture before or after, where it stands still. */
  stepFrames: (frames: number) => void;
  setSpeed: (speed: number) => void;
  /** To the next slower or faster speed. */
  changeSpeed: (steps: number) => void;
}

export const speeds: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

export const smallStep = 5;
export const largeStep = 10;
// The element does not say how long a picture is shown: as if there were thirty a second.
const frameSeconds = 1 / 30;

const digits: Keys<VodCommands> = Object.fromEntries(
  Array.from('0123456789', (digit) => [
    digit,
    (commands: VodCommands) => commands.seekToPart(Number(digit) / 10),
  ]),
);

/** The keys of YouTube's player. */
export const vodKeys: Keys<VodCommands> = {
  ...stageKeys,
  ...digits,
  ArrowLeft: (commands) => commands.seekBy(-smallStep),
  ArrowRight: (commands) => commands.seekBy(smallStep),
  j: (commands) => commands.seekBy(-largeStep),
  l: (commands) => commands.seekBy(largeStep),
  Home: (commands) => commands.seekToPart(0),
  End: (commands) => commands.seekToPart(1),
  ',': (commands) => commands.stepFrames(-1),
  '.': (commands) => commands.stepFrames(1),
  '<': (commands) => commands.changeSpeed(-1),
  '>': (commands) => commands.changeSpeed(1),
};

type Element = HTMLVideoElement | null;

/** What is done with the time of a video, by the bar and by keys. */
export function timeCommands(video: Element): Omit<VodCommands, keyof StageCommands> {
  const durationOf = ({ duration }: HTMLVideoElement) => (Number.isFinite(duration) ? duration : 0);
  const seekTo = (seconds: number) => {
    if (video === null || durationOf(video) === 0) return;
    video.currentTime = Math.min(Math.max(0, seconds), durationOf(video));
  };
  const seekBy = (seconds: number) => seekTo((video?.currentTime ?? 0) + seconds);
  return {
    seekTo,
    seekBy,
    seekToPart: (part) => video && seekTo(part * durationOf(video)),
    stepFrames: (frames) => {
      if (video?.paused) seekBy(frames * frameSeconds);
    },
    setSpeed: (speed) => {
      if (video !== null) video.playbackRate = speed;
    },
    changeSpeed: (steps) => {
      if (video === null) return;
      const at = speeds.findIndex((speed) => speed >= video.playbackRate);
      video.playbackRate = speeds[Math.max(0, at) + steps] ?? video.playbackRate;
    },
  };
}
