import type { Problem } from '@/lib/problem';
import type { ChatModes, Emote, Poll, Standing } from '@/lib/realtime-types';

import type { Message } from './message';
import type { Row } from './message-log';

/** What I have written and the room has not heard yet. */
export interface Draft {
  key: string;
  text: string;
  replyTo: Message | null;
  state: 'sending' | 'failed' | 'held' | 'rejected';
  problem: Problem | null;
}

export type Older = 'some' | 'loading' | 'failed' | 'none';

/** All that is shown of a room. What has not changed stays the same object. */
export interface RoomState {
  phase: 'joining' | 'joined' | 'refused';
  problem: Problem | null;
  rows: readonly Row[];
  isFollowing: boolean;
  unseen: number;
  older: Older;
  drafts: readonly Draft[];
  viewerCount: number | null;
  modes: ChatModes | null;
  pinned: Message | null;
  poll: Poll | null;
  myVote: number | null;
  emotes: readonly Emote[];
  you: Standing | null;
  /** Until when slow mode has me wait. */
  slowUntilMs: number;
  /** What I have reacted with, by message. */
  myReactions: ReadonlyMap<string, readonly string[]>;
}

export const noState: RoomState = {
  phase: 'joining',
  problem: null,
  rows: [],
  isFollowing: true,
  unseen: 0,
  older: 'some',
  drafts: [],
  viewerCount: null,
  modes: null,
  pinned: null,
  poll: null,
  myVote: null,
  emotes: [],
  you: null,
  slowUntilMs: 0,
  myReactions: new Map(),
};

export const moderates = (you: Standing | null): boolean =>
  you?.role === 'owner' || you?.role === 'moderator';
