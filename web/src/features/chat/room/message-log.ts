import type { Problem } from '@/lib/problem';

import type { Message } from './message';

/** What happened in a room besides words. */
export type Line =
  | { type: 'cleared' | 'ended' }
  | { type: 'timedOut'; username: string; seconds: number }
  | { type: 'banned' | 'unbanned'; username: string }
  | { type: 'notice'; text: string }
  | { type: 'refused'; problem: Problem };

/** A row of the log: the same object as long as it looks the same. */
export type Row =
  | { readonly key: string; readonly message: Message; readonly line?: undefined }
  | { readonly key: string; readonly line: Line; readonly message?: undefined };

export const rowOf = (message: Message): Row => ({ key: message.id, message });

/** How many rows are shown at most. */
export const shownMax = 200;
const keptMax = 1000;
const step = 60;

/**
 * The rows of a room. Whoever follows sees the newest; who reads back looks through a window at what was there and at
 * what is older, and nothing moves while more arrives. Bounded, whatever comes.
 */
export class MessageLog {
  private newest: Row[] = [];
  private read: Row[] | null = null;
  private end = 0; // Of the window, in `read`.
  private missed = 0;

  get isFollowing(): boolean {
    return this.read === null;
  }

  /** What has come since one began to read back. */
  get unseen(): number {
    return this.missed;
  }

  /** The key of the oldest message that is known. */
  get oldest(): string | undefined {
    return (this.read ?? this.newest).find(({ message }) => message)?.key;
  }

  get shown(): readonly Row[] {
    if (this.read === null) return [...this.newest];
    return this.read.slice(Math.max(0, this.end - shownMax), this.end);
  }

  has(key: string): boolean {
    return this.newest.some((row) => row.key === key) || (this.read ?? []).some(isKeyed(key));
  }

  add(row: Row): void {
    if (this.newest.some(isKeyed(row.key))) return;
    this.newest.push(row);
    if (this.newest.length > shownMax) this.newest.shift();
    if (this.read === null) return;
    if (row.line) {
      // An answer to what one does shows at once, also while the log stands still.
      this.read.splice(this.end++, 0, row);
      return;
    }
    ++this.missed;
    if (this.read.length < keptMax) this.read.push(row);
  }

  /** The newest of a room that was joined, the oldest first. If too much was missed to join up, it begins anew. */
  join(history: readonly Row[]): void {
    const [first] = history;
    const goesOn =
      first === undefined || this.newest.length === 0 || this.newest.some(isIn(history));
    if (!goesOn) this.newest = [];
    for (const row of history) {
      if (this.newest.some(isKeyed(row.key))) this.replace(row);
      else this.add(row);
    }
  }

  change(key: string, to: (message: Message) => Message): void {
    const row = [...this.newest, ...(this.read ?? [])].find(isKeyed(key));
    if (row?.message) this.replace(rowOf(to(row.message)));
  }

  clear(): void {
    this.newest = [];
    this.follow();
  }

  /** Older ones than all that are known, the oldest first. */
  addOlder(rows: readonly Row[]): void {
    const { read } = this;
    if (read === null) return;
    const fresh = rows.filter(({ key }) => !read.some(isKeyed(key)));
    this.read = [...fresh, ...read].slice(0, keptMax);
    this.end = Math.min(this.end + fresh.length, this.read.length);
    this.up();
  }

  /** From now on the window stays where it is. */
  readBack(): void {
    if (this.read !== null) return;
    this.read = [...this.newest];
    this.end = this.read.length;
  }

  follow(): void {
    this.read = null;
    this.missed = 0;
  }

  /** Moves the window to older rows that are there; false where they would have to be asked for. */
  up(): boolean {
    if (this.end <= shownMax) return false;
    this.end = Math.max(shownMax, this.end - step);
    return true;
  }

  /** Towards the newest; there, one follows again. */
  down(): void {
    if (this.read === null) return;
    if (this.end >= this.read.length) this.follow();
    else this.end = Math.min(this.read.length, this.end + step);
  }

  private replace(row: Row): void {
    const put = (old: Row) => (old.key === row.key ? row : old);
    this.newest = this.newest.map(put);
    if (this.read !== null) this.read = this.read.map(put);
  }
}

const isKeyed =
  (key: string) =>
  (row: Row): boolean =>
    row.key === key;

const isIn =
  (rows: readonly Row[]) =>
  ({ key }: Row): boolean =>
    rows.some(isKeyed(key));
