import type { MessageKind } from '@/lib/api-types';
import type { Emote, HeardMessage, Reaction } from '@/lib/realtime-types';

/** A message as it is shown, from wherever it was heard. */
export interface Message {
  id: string;
  user: { id: string; username: string; name: string };
  text: string;
  atMs: number;
  kind: MessageKind;
  badges: readonly string[];
  replyTo: { id: string; username: string; text: string } | null;
  mentions: readonly string[];
  emotes: readonly Emote[];
  reactions: readonly Reaction[];
  isDeleted: boolean;
}

export const messageFrom = (heard: HeardMessage): Message => ({
  id: heard.id,
  user: {
    id: heard.user.id,
    username: heard.user.username,
    name: heard.user.displayName ?? heard.user.username,
  },
  text: heard.message,
  atMs: Date.parse(heard.timestamp),
  kind: heard.kind === 'announcement' || heard.kind === 'action' ? heard.kind : 'message',
  badges: heard.badges ?? [],
  replyTo: heard.replyTo
    ? { id: heard.replyTo.id, username: heard.replyTo.username, text: heard.replyTo.message }
    : null,
  mentions: heard.mentions ?? [],
  emotes: heard.emotes ?? [],
  reactions: heard.reactions ?? [],
  isDeleted: heard.deleted ?? false,
});

export const isMentioned = ({ mentions, replyTo }: Message, username: string | null): boolean => {
  const me = username?.toLowerCase();
  if (me === undefined) return false;
  return (
    mentions.some((name) => name.toLowerCase() === me) || replyTo?.username.toLowerCase() === me
  );
};
