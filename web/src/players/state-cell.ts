import { connecting, type PlayerState } from './player';

type Listener = (state: PlayerState) => void;

/** A player's state and who wants to hear of it. Silent when nothing changed. */
export class StateCell {
  private state: PlayerState = connecting;
  private readonly listeners = new Set<Listener>();

  get current(): PlayerState {
    return this.state;
  }

  readonly listen = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  };

  set(change: Partial<PlayerState>): void {
    const next = { ...this.state, ...change };
    const keys = Object.keys(next) as (keyof PlayerState)[];
    if (keys.every((key) => next[key] === this.state[key])) return;
    this.state = next;
    for (const listener of this.listeners) listener(next);
  }
}
