/** A player's state and who wants to hear of it. Silent when nothing changed. */
export class StateCell<State extends object> {
  private state: State;
  private readonly listeners = new Set<(state: State) => void>();

  constructor(state: State) {
    this.state = state;
  }

  get current(): State {
    return this.state;
  }

  readonly listen = (listener: (state: State) => void): (() => void) => {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  };

  set(change: Partial<State>): void {
    const next = { ...this.state, ...change };
    const keys = Object.keys(next) as (keyof State)[];
    if (keys.every((key) => next[key] === this.state[key])) return;
    this.state = next;
    for (const listener of this.listeners) listener(next);
  }
}
