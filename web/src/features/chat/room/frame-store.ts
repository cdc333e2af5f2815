/**
 * A state that is told to whoever looks at it at most once a frame, however often it changes. A page in the background
 * has no frames and is told nothing.
 */
export class FrameStore<T extends object> {
  private readonly watchers = new Set<() => void>();
  private state: T;
  private told: T;
  private frame = 0;

  constructor(state: T) {
    this.state = state;
    this.told = state;
  }

  get now(): T {
    return this.state;
  }

  readonly snapshot = (): T => this.told;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  change(change: Partial<T>): void {
    this.state = { ...this.state, ...change };
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.tell());
  }

  /** At once: an answer to what a person did. */
  tell(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.told = this.state;
    for (const watcher of this.watchers) watcher();
  }
}
