import { api } from '@/lib/api';
import type { HeardMessage } from '@/lib/realtime-types';

import { messageFrom, type Message } from '../room/message';

/** A message as the REST API shows it. */
interface KeptMessage extends Omit<HeardMessage, 'user'> {
  userId: string;
  username: string;
  displayName?: string | null;
}

interface HistoryPage {
  data: KeptMessage[];
  meta: { nextCursor: string | null };
}

const pageSize = 100;

export interface Stretch {
  /** The oldest first. */
  messages: Message[];
  nextCursor: string | null;
}

/** What was said in a room, the newest of it or what is older than a cursor. */
export async function history(streamId: string, cursor: string | null): Promise<Stretch> {
  const asked = new URLSearchParams({
    limit: String(pageSize),
    ...(cursor !== null && { cursor }),
  });
  const page = await api.get<HistoryPage>(`/chat/${streamId}?${asked.toString()}`);
  return { messages: page.data.map(fromKept).reverse(), nextCursor: page.meta.nextCursor };
}

const fromKept = ({ userId, username, displayName, ...rest }: KeptMessage): Message =>
  messageFrom({
    ...rest,
    user: { id: userId, username, ...(displayName !== undefined && { displayName }) },
  });
