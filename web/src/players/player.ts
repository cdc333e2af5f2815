/** Why a stream does not play, as far as a viewer can do something about it. */
export type Trouble = 'unsupported' | 'media' | 'network' | 'refused' | 'missing';

export interface PlayerState {
  /** `waiting`: it has played and runs dry. `failed`: this player has given up, or will try again by itself. */
  phase: 'connecting' | 'playing' | 'waiting' | 'failed';
  trouble: Trouble | null;
  /** From the moment the server had the picture until now that it is shown; null while unknown. */
  latencySeconds: number | null;
  /** Whether what is shown is as near to live as this way of playing gets. */
  atEdge: boolean;
}

export const connecting: PlayerState = {
  phase: 'connecting',
  trouble: null,
  latencySeconds: null,
  atEdge: true,
};

/** Plays one live stream in one video element, which it is given once and leaves empty. */
export interface Player {
  attach(video: HTMLVideoElement): void;
  /** Tells the state now and whenever it changes; returns the way to stop listening. */
  onState(listener: (state: PlayerState) => void): () => void;
  /** To the newest picture there is. */
  goLive(): void;
  destroy(): void;
}
