import { session } from '@/lib/session';

import { Sending } from './sending';

const atOnce = 2;

interface Wish {
  userId: string;
  /** Bytes; what is larger is not even tried. */
  sizeMax: number | null;
}

/**
 * The files that this tab sends, a few at a time. It goes on while other pages of the app are shown; who would leave
 * the app is asked, and who signs out ends it.
 */
class SendQueue {
  private all: readonly Sending[] = [];
  private readonly listeners = new Set<() => void>();

  constructor() {
    addEventListener('online', () => this.all.forEach((each) => each.hurry()));
    session.subscribe(() => {
      if (session.current().status === 'signed-out') this.clear();
    });
  }

  readonly current = (): readonly Sending[] => this.all;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(files: readonly File[], { userId, sizeMax }: Wish): void {
    for (const file of files) {
      const sending = this.enlist(new Sending({ file, userId, videoId: null }));
      if (file.size === 0) sending.fail({ kind: 'empty' });
      else if (sizeMax !== null && file.size > sizeMax) sending.fail({ kind: 'tooLarge' });
    }
    this.pump();
  }

  /** The rest of what was begun before. */
  goOn(videoId: string, file: File, userId: string): void {
    this.enlist(new Sending({ file, userId, videoId }));
    this.pump();
  }

  resume(sending: Sending): void {
    sending.wait();
    this.pump();
  }

  /** Forgets it; `discards` throws away what came of it as well. */
  async remove(sending: Sending, discards: boolean): Promise<void> {
    if (discards) await sending.discard();
    this.change(this.all.filter((each) => each !== sending));
    this.pump();
  }

  private clear(): void {
    for (const each of this.all) if (each.isGoing) each.pause();
    this.change([]);
  }

  private enlist(sending: Sending): Sending {
    sending.listen(() => {
      this.pump();
      this.guard();
    });
    this.change([...this.all, sending]);
    return sending;
  }

  private pump(): void {
    const next = this.all.find((each) => each.current().phase === 'waiting');
    const going = this.all.filter(({ isGoing }) => isGoing).length;
    if (next && going < atOnce) void next.start(); // Which is heard, and pumps again.
  }

  private change(all: readonly Sending[]): void {
    this.all = all;
    this.guard();
    for (const listener of this.listeners) listener();
  }

  /** Who leaves is asked only while something would be broken off. */
  private guard(): void {
    const isBusy = this.all.some((each) => each.isGoing || each.current().phase === 'waiting');
    if (isBusy) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  }
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

export const sendQueue = new SendQueue();
