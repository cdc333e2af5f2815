import type { JobKind, Notification, VideoFailure, VideoStatus } from './api-types';

/** A problem object, as the API answers it. */
export type ProblemBody = Record<string, unknown>;

export interface ChatUser {
  id: string;
  username: string;
  displayName?: string | null;
  avatar?: string | null;
}

/** What the room hears of one message, in the snake words (docs/realtime.md). */
export interface HeardMessage {
  id: string;
  streamId: string;
  user: ChatUser;
  message: string;
  timestamp: string;
  kind?: string;
  badges?: string[];
  replyTo?: { id: string; userId: string; username: string; message: string } | null;
  mentions?: string[];
  emotes?: Emote[];
  reactions?: Reaction[];
  deleted?: boolean;
}

export interface Emote {
  code: string;
  url: string;
}

export interface Reaction {
  emoji: string;
  count: number;
}

export interface ChatModes {
  /** Seconds between two messages of one viewer; 0: off. */
  slowMode: number;
  /** Minutes of following; 0: any follower; null: off. */
  followersOnly: number | null;
  subscribersOnly: boolean;
  emoteOnly: boolean;
  uniqueMessages: boolean;
  linksAllowed: boolean;
  /** Where links are not allowed: a message with one waits for a moderator, else it is refused. */
  linksHeld: boolean;
}

export interface Poll {
  id: string;
  question: string;
  options: { text: string; votes: number }[];
  endsAt: string | null;
  ended: boolean;
}

export type ChatRole = 'owner' | 'moderator' | 'viewer' | 'anonymous';

export interface Standing {
  role: ChatRole;
  mayWrite: boolean;
  /** The code of the problem that keeps me from writing. */
  why?: string | null;
  until?: string | null;
}

interface InRoom {
  roomId: string;
}

/** What the server tells, by event. */
export interface Heard {
  chat_history: { streamId: string; messages: HeardMessage[] };
  new_message: HeardMessage;
  viewer_count: { streamId: string; viewerCount: number };
  stream_ended: { streamId: string; reason: string };
  'chat-state': InRoom & {
    settings: ChatModes;
    pinned: HeardMessage | null;
    poll: Poll | null;
    emotes: Emote[];
    you: Standing;
  };
  'message-deleted': InRoom & { messageId: string };
  'chat-cleared': InRoom;
  'user-timed-out': InRoom & { userId: string; username: string; seconds: number; until: string };
  'user-banned': InRoom & { userId: string; username: string };
  'user-unbanned': InRoom & { userId: string; username: string };
  'chat-settings': InRoom & { settings: ChatModes };
  'message-pinned': InRoom & { message: HeardMessage | null };
  'message-reactions': InRoom & { messageId: string; reactions: Reaction[] };
  poll: InRoom & { poll: Poll };
  'message-held': InRoom & { message: HeardMessage; why: string };
  'message-reviewed': InRoom & { messageId: string; approved: boolean };
  notice: InRoom & { text: string };
  error: ProblemBody;
  unauthorized: ProblemBody;
  video_progress: {
    videoId: string;
    status: VideoStatus;
    progress: number;
    doing: JobKind | null;
    position: number;
    failure: VideoFailure | null;
  };
  notification: Notification & { unread: number };
  stream_started: { streamId: string; streamer: string; title: string };
}

export type HeardEvent = keyof Heard;
