import { useCallback, useEffect, useRef, useState } from 'react';

import { recallSound, rememberSound } from './sound-memory';

export interface Playback {
  paused: boolean;
  muted: boolean;
  volume: number;
  /** The browser plays, but without sound until the viewer asks for it. */
  soundRefused: boolean;
  /** The browser does not even start without a click. */
  startRefused: boolean;
  togglePlay: () => void;
  toggleMute: () => void;
  setVolume: (volume: number) => void;
}

/** Keeps the element playing as the viewer wants it, within what the browser lets a page do by itself. */
export function usePlayback(video: HTMLVideoElement | null, startMuted = false): Playback {
  const wanted = useRef(true);
  const [paused, setPaused] = useState(true);
  const [sound, setSound] = useState({ muted: false, volume: 1 });
  const [soundRefused, setSoundRefused] = useState(false);
  const [startRefused, setStartRefused] = useState(false);

  useEffect(() => {
    if (video === null) return;
    const ended = new AbortController();
    const on = (event: string, act: () => void) =>
      video.addEventListener(event, act, { signal: ended.signal });

    restoreSound(video, startMuted);

    const start = async () => {
      if (!wanted.current || !video.paused) return;
      const outcome = await begin(video);
      if (outcome === 'silent') setSoundRefused(true);
      setStartRefused(outcome === 'refused');
    };
    on('canplay', () => void start());
    on('play', () => {
      wanted.current = true;
      setPaused(false);
      setStartRefused(false);
    });
    on('pause', () => {
      // At the end of what there is the element pauses by itself; only people stop wanting to watch.
      if (!video.ended) wanted.current = false;
      setPaused(true);
    });
    on('emptied', () => setPaused(video.paused));
    on('volumechange', () => {
      setSound({ muted: video.muted, volume: video.volume });
      if (!video.muted) setSoundRefused(false);
    });
    return () => ended.abort();
  }, [video, startMuted]);

  const togglePlay = useCallback(() => {
    if (video === null) return;
    wanted.current = video.paused;
    if (video.paused) void video.play().catch(() => undefined);
    else video.pause();
  }, [video]);

  const toggleMute = useCallback(() => {
    if (video === null) return;
    setMuted(video, !video.muted);
    setSoundRefused(false);
  }, [video]);

  const setVolume = useCallback(
    (volume: number) => {
      if (video === null) return;
      changeVolume(video, volume);
    },
    [video],
  );

  return { paused, ...sound, soundRefused, startRefused, togglePlay, toggleMute, setVolume };
}

function restoreSound(video: HTMLVideoElement, startMuted: boolean): void {
  const { volume, muted } = recallSound();
  video.volume = volume;
  video.muted = startMuted || muted;
}

async function begin(video: HTMLVideoElement): Promise<'playing' | 'silent' | 'refused' | 'later'> {
  try {
    await video.play();
    return 'playing';
  } catch (error) {
    if (!isRefusal(error)) return 'later'; // Interrupted by a new attempt to load, which will begin again.
    if (video.muted) return 'refused';
  }
  video.muted = true;
  try {
    await video.play();
    return 'silent';
  } catch (error) {
    return isRefusal(error) ? 'refused' : 'later';
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotAllowedError';

function setMuted(video: HTMLVideoElement, muted: boolean): void {
  video.muted = muted;
  if (!muted && video.volume === 0) video.volume = 0.5;
  rememberSound(video);
}

function changeVolume(video: HTMLVideoElement, volume: number): void {
  video.volume = Math.min(1, Math.max(0, volume));
  video.muted = video.volume === 0;
  rememberSound(video);
}
