import type { Trouble } from './player';

export interface VodSources {
  hls?: string | null | undefined;
  mp4?: string | null | undefined;
}

/** One of several pictures of the same video. */
export interface Quality {
  /** What the player calls it. */
  level: number;
  height: number;
}

export const automatic = -1;

export interface VodState {
  /** `waiting`: it has played and runs dry. `failed`: it has given up, or will try again by itself. */
  phase: 'loading' | 'ready' | 'waiting' | 'failed';
  trouble: Trouble | null;
  qualities: readonly Quality[];
  /** The level that was chosen, or `automatic`. */
  quality: number;
}

export const loading: VodState = {
  phase: 'loading',
  trouble: null,
  qualities: [],
  quality: automatic,
};
