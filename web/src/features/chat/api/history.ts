import { api } from '@/lib/api';
import type { ChatMessage, ChatMessageCursorList } from '@/lib/api-types';

import { messageFrom, type Message } from '../room/message';

const pageSize = 100;

export interface Stretch {
  /** The oldest first. */
  messages: Message[];
  nextCursor: string | null;
  /** What I have reacted with, by message. */
  mine: [string, string[]][];
}

/** What was said in a room, the newest of it or what is older than a cursor. */
export async function history(streamId: string, cursor: string | null): Promise<Stretch> {
  const asked = new URLSearchParams({
    limit: String(pageSize),
    ...(cursor !== null && { cursor }),
  });
  const page = await api.get<ChatMessageCursorList>(`/chat/${streamId}?${asked.toString()}`);
  return {
    messages: page.data.map(fromKept).reverse(),
    nextCursor: page.meta.nextCursor,
    mine: page.data.flatMap(({ id, reactions }) => {
      const mine = reactions.filter((each) => each.mine).map(({ emoji }) => emoji);
      return mine.length > 0 ? [[id, mine] as [string, string[]]] : [];
    }),
  };
}

const fromKept = ({ userId, username, displayName, emotes, ...rest }: ChatMessage): Message =>
  messageFrom({
    ...rest,
    user: { id: userId, username, displayName },
    emotes,
  });
