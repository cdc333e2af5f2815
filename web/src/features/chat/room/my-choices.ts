import { isProblem } from '@/lib/problem';
import { session } from '@/lib/session';

import { history } from '../api/history';
import { myVote } from '../api/my-vote';
import type { ChatRoom } from './chat-room';

const passProblem = (problem: unknown): null => {
  if (!isProblem(problem)) throw problem;
  return null;
};

/** What I chose in a room before I came, which it does not tell. What cannot be read is not shown as mine. */
export class MyChoices {
  private readonly room: ChatRoom;
  private hasAsked = false;
  private poll: string | null = null;

  constructor(room: ChatRoom) {
    this.room = room;
  }

  /** The room is joined anew. */
  begin(): void {
    this.hasAsked = false;
  }

  /** Asks for what is not known yet: once for what was said before, and once a poll. */
  recall(): void {
    if (session.current().status !== 'signed-in') return;
    const { rows, poll, myVote: vote } = this.room.store.now;
    const isReactedTo = rows.some(({ message }) => (message?.reactions.length ?? 0) > 0);
    if (isReactedTo && !this.hasAsked) void this.recallReactions();
    if (poll !== null && vote === null && this.poll !== poll.id) void this.recallVote(poll.id);
  }

  /** What I have done since I came counts. */
  note(mine: Iterable<readonly [string, readonly string[]]>): void {
    this.room.change({ myReactions: new Map([...mine, ...this.room.store.now.myReactions]) });
  }

  private async recallReactions(): Promise<void> {
    this.hasAsked = true;
    const stretch = await history(this.room.streamId, null).catch(passProblem);
    if (stretch) this.note(stretch.mine);
  }

  private async recallVote(pollId: string): Promise<void> {
    this.poll = pollId;
    const kept = await myVote(this.room.streamId).catch(passProblem);
    const { poll, myVote: vote } = this.room.store.now;
    if (kept?.id === poll?.id && vote === null) this.room.change({ myVote: kept?.myVote ?? null });
  }
}
