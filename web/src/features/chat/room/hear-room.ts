import type { Heard, HeardEvent } from '@/lib/realtime-types';
import { realtime } from '@/lib/socket';

import type { ChatRoom } from './chat-room';
import { messageFrom } from './message';
import { rowOf } from './message-log';
import { moderates } from './room-state';

/** What a room does with each event; several rooms may be joined, and each hears only its own. */
export function hearRoom(room: ChatRoom): (() => void)[] {
  const on = <E extends HeardEvent>(event: E, hear: (data: Heard[E]) => void) =>
    realtime.on(event, (data) => {
      const where = data as { roomId?: string; streamId?: string };
      if ((where.roomId ?? where.streamId) === room.streamId) hear(data);
    });
  const toModerators = (say: () => void) => {
    if (moderates(room.store.now.you)) say();
  };
  return [
    on('chat_history', ({ messages }) => {
      const rows = messages.map(messageFrom).map(rowOf);
      room.edit((log) => log.join(rows));
    }),
    on('new_message', (message) => room.hear(message)),
    on('viewer_count', ({ viewerCount }) => room.change({ viewerCount })),
    on('chat-state', ({ settings, pinned, poll, emotes, you }) => {
      room.change({
        modes: settings,
        pinned: pinned && messageFrom(pinned),
        emotes,
        you,
        ...pollChange(room, poll),
      });
      room.choices.recall();
    }),
    on('chat-settings', ({ settings }) => room.change({ modes: settings })),
    on('message-deleted', ({ messageId }) =>
      room.edit((log) =>
        log.change(messageId, (old) => ({ ...old, isDeleted: true, text: '', reactions: [] })),
      ),
    ),
    on('chat-cleared', () => {
      room.edit((log) => log.clear());
      room.change({ pinned: null });
      room.say({ type: 'cleared' });
    }),
    on('user-timed-out', ({ username, seconds }) =>
      toModerators(() => room.say({ type: 'timedOut', username, seconds })),
    ),
    on('user-banned', ({ username }) => toModerators(() => room.say({ type: 'banned', username }))),
    on('user-unbanned', ({ username }) =>
      toModerators(() => room.say({ type: 'unbanned', username })),
    ),
    on('message-pinned', ({ message }) => room.change({ pinned: message && messageFrom(message) })),
    on('message-reactions', ({ messageId, reactions }) =>
      room.edit((log) => log.change(messageId, (old) => ({ ...old, reactions }))),
    ),
    on('poll', ({ poll }) => room.change(pollChange(room, poll))),
    on('message-reviewed', ({ messageId, approved }) => room.drafts.review(messageId, approved)),
    on('notice', ({ text }) => room.say({ type: 'notice', text })),
    on('stream_ended', () => room.say({ type: 'ended' })),
  ];
}

const pollChange = (room: ChatRoom, poll: Heard['poll']['poll'] | null) => ({
  poll,
  // A vote is for one poll.
  ...(poll?.id !== room.store.now.poll?.id && { myVote: null }),
});
