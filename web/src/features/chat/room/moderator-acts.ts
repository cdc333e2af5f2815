import { realtime } from '@/lib/socket';

import type { ChatRoom } from './chat-room';

/** What moderators do in a room. The room tells everybody; a refusal is told in the log. */
export class ModeratorActs {
  private readonly room: ChatRoom;

  constructor(room: ChatRoom) {
    this.room = room;
  }

  deleteMessage = (messageId: string) => this.tell('delete-message', { messageId });
  timeout = (userId: string, seconds: number) => this.tell('timeout-user', { userId, seconds });
  ban = (userId: string) => this.tell('ban-user', { userId });
  pin = (messageId: string) => this.tell('pin-message', { messageId });
  unpin = () => this.tell('unpin-message', {});
  clear = () => this.tell('clear-chat', {});
  endPoll = (pollId: string) => this.tell('end-poll', { pollId });

  /** These throw the Problem: a form shows it. */
  announce = (message: string) => this.ask('announce', { message });
  startPoll = (poll: { question: string; options: string[]; seconds?: number }) =>
    this.ask('start-poll', poll);

  private ask(event: string, data: object): Promise<unknown> {
    return realtime.ask(event, { roomId: this.room.streamId, ...data });
  }

  private async tell(event: string, data: object): Promise<void> {
    await this.ask(event, data).catch((problem: unknown) => this.room.refuse(problem));
  }
}
