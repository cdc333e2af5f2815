import { isProblem } from '@/lib/problem';
import type { Heard } from '@/lib/realtime-types';
import { session } from '@/lib/session';
import { realtime } from '@/lib/socket';

import { history } from '../api/history';
import { ModeratorActs } from './moderator-acts';
import { Drafts } from './drafts';
import { FrameStore } from './frame-store';
import { hearRoom } from './hear-room';
import { messageFrom } from './message';
import { MessageLog, rowOf, type Line } from './message-log';
import { MyChoices } from './my-choices';
import { noState, type RoomState } from './room-state';

const joinAgainMs = 3000;
const pagesMax = 5;

/** One room: what was said in it and what it is like, kept up to date while somebody is there. */
export class ChatRoom {
  readonly streamId: string;
  readonly store = new FrameStore<RoomState>(noState);
  readonly acts: ModeratorActs;
  readonly drafts: Drafts;
  readonly choices: MyChoices;
  /** How many messages have come. */
  heard = 0;
  private readonly log = new MessageLog();
  private cursor: string | null = null;
  private lines = 0;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(streamId: string) {
    this.streamId = streamId;
    this.acts = new ModeratorActs(this);
    this.drafts = new Drafts(this);
    this.choices = new MyChoices(this);
  }

  /** Joins, and leaves when the returned is called. */
  enter(): () => void {
    const endings = [
      realtime.hold(),
      ...hearRoom(this),
      realtime.onArrival((recovered) => {
        if (!recovered || this.store.now.phase !== 'joined') void this.join();
      }),
      // Who has signed in may have become one who may watch.
      session.subscribe(() => {
        if (this.store.now.phase === 'refused') void this.join();
      }),
    ];
    return () => {
      clearTimeout(this.again);
      realtime.ask('leave_stream', { streamId: this.streamId }).catch(() => undefined);
      for (const end of endings) end();
    };
  }

  joinAgain(): void {
    this.change({ phase: 'joining' });
    void this.join();
  }

  private async join(): Promise<void> {
    clearTimeout(this.again);
    this.choices.begin();
    try {
      const joined = await realtime.ask<{ viewerCount: number }>('join_stream', {
        streamId: this.streamId,
      });
      this.change({ phase: 'joined', problem: null, viewerCount: joined.viewerCount });
      this.choices.recall();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      const isFinal = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
      if (isFinal) this.change({ phase: 'refused', problem });
      else if (realtime.link() === 'connected') {
        this.again = setTimeout(() => void this.join(), joinAgainMs);
      }
    }
  }

  change(change: Partial<RoomState>): void {
    this.store.change(change);
  }

  /** Something is different in the log. */
  edit<T>(change: (log: MessageLog) => T): T {
    const given = change(this.log);
    const { shown: rows, isFollowing, unseen } = this.log;
    this.change({ rows, isFollowing, unseen });
    return given;
  }

  hear(heard: Heard['new_message']): void {
    const message = messageFrom(heard);
    ++this.heard;
    this.drafts.settle(message);
    this.edit((log) => log.add(rowOf(message)));
  }

  say(line: Line): void {
    this.edit((log) => log.add({ key: `line-${++this.lines}`, line }));
  }

  refuse(problem: unknown): void {
    if (!isProblem(problem)) throw problem;
    this.say({ type: 'refused', problem });
  }

  follow(): void {
    this.edit((log) => log.follow());
    this.store.tell();
  }

  readBack(): void {
    if (!this.store.now.isFollowing) return;
    this.edit((log) => log.readBack());
    this.store.tell();
  }

  down(): void {
    this.edit((log) => log.down());
  }

  /** To what is older: what is known of it, then what the server has. */
  async up(): Promise<void> {
    const moved = this.edit((log) => {
      log.readBack();
      return log.up();
    });
    const { older } = this.store.now;
    if (moved || older === 'loading' || older === 'none') return;
    this.change({ older: 'loading' });
    try {
      await this.loadOlder();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      this.change({ older: 'failed' });
    }
  }

  /** The newest page overlaps with what is known; from then on the cursor leads on. */
  private async loadOlder(): Promise<void> {
    for (let page = 0; page < pagesMax; ++page) {
      const { messages, nextCursor, mine } = await history(this.streamId, this.cursor);
      this.cursor = nextCursor;
      this.choices.note(mine);
      const oldest = this.log.oldest;
      const older = messages.filter(({ id }) => oldest === undefined || id < oldest);
      this.edit((log) => log.addOlder(older.map(rowOf)));
      this.change({ older: nextCursor === null ? 'none' : 'some' });
      if (older.length > 0 || nextCursor === null) return;
    }
  }

  async react(messageId: string, emoji: string): Promise<void> {
    const before = this.store.now.myReactions;
    const mine = before.get(messageId) ?? [];
    const isMine = mine.includes(emoji);
    const now = isMine ? mine.filter((each) => each !== emoji) : [...mine, emoji];
    this.change({ myReactions: new Map(before).set(messageId, now) });
    await realtime
      .ask(isMine ? 'unreact' : 'react', { messageId, emoji })
      .catch((problem: unknown) => {
        this.change({ myReactions: before });
        this.refuse(problem);
      });
  }

  async vote(pollId: string, option: number): Promise<void> {
    const before = this.store.now.myVote;
    this.change({ myVote: option });
    try {
      const { poll } = await realtime.ask<Pick<Heard['poll'], 'poll'>>('vote', { pollId, option });
      this.change({ poll });
    } catch (problem) {
      this.change({ myVote: before });
      this.refuse(problem);
    }
  }
}
