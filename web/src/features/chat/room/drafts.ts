import { isProblem } from '@/lib/problem';
import type { HeardMessage } from '@/lib/realtime-types';
import { session } from '@/lib/session';
import { realtime } from '@/lib/socket';

import type { ChatRoom } from './chat-room';
import { isCommand } from './commands';
import type { Message } from './message';
import type { Draft } from './room-state';

const exemptBadges = ['subscriber', 'pro', 'premium'];
const draftsMax = 20;

interface Answer {
  status: string;
  message?: HeardMessage;
  id?: string;
  notice?: string;
}

/** What I write, from the moment that I send it until the room has heard it. */
export class Drafts {
  private made = 0;

  private readonly room: ChatRoom;

  constructor(room: ChatRoom) {
    this.room = room;
  }

  /** Sends a message, shown at once; or a command: false when that was refused, and is to be mended. */
  async send(text: string, replyTo: Message | null): Promise<boolean> {
    if (isCommand(text)) return this.command(text);
    const key = `draft-${++this.made}`;
    const draft: Draft = { key, text, replyTo, state: 'sending', problem: null };
    this.put([...this.all, draft].slice(-draftsMax));
    this.room.follow();
    await this.deliver(draft);
    return true;
  }

  retry(draft: Draft): Promise<void> {
    this.alter(draft.key, { state: 'sending', problem: null });
    return this.deliver(draft);
  }

  drop(key: string): void {
    this.put(this.all.filter((draft) => draft.key !== key));
  }

  /** The room has heard it, perhaps before it was acknowledged, or although the answer was lost. */
  settle(message: Message): void {
    const me = session.current();
    if (me.status !== 'signed-in' || message.user.id !== me.user.id) return;
    const mine = this.all.find(({ text }) => said(text) === message.text);
    if (mine) this.drop(mine.key);
    this.startSlowMode(message);
  }

  review(messageId: string, approved: boolean): void {
    if (approved) this.drop(messageId);
    else this.alter(messageId, { state: 'rejected' });
  }

  private async deliver({ key, text, replyTo }: Draft): Promise<void> {
    try {
      const answer = await this.ask(text, replyTo);
      if (answer.status === 'held') this.alter(key, { state: 'held', key: answer.id ?? key });
      else {
        this.drop(key);
        if (answer.message) this.room.hear(answer.message);
      }
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      this.alter(key, { state: 'failed', problem });
    }
  }

  private async command(text: string): Promise<boolean> {
    try {
      const { notice } = await this.ask(text, null);
      if (notice) this.room.say({ type: 'notice', text: notice });
      return true;
    } catch (problem) {
      this.room.refuse(problem);
      return false;
    }
  }

  private ask = (message: string, replyTo: Message | null): Promise<Answer> =>
    realtime.ask<Answer>('send_message', {
      streamId: this.room.streamId,
      message,
      ...(replyTo && { replyTo: replyTo.id }),
    });

  /** Who may write at any time is not held up; what the message shows of its sender says who that is. */
  private startSlowMode({ badges, atMs }: Message): void {
    const { modes, you } = this.room.store.now;
    const isFree = you?.role !== 'viewer' || badges.some((badge) => exemptBadges.includes(badge));
    if (isFree || !modes?.slowMode) return;
    this.room.change({ slowUntilMs: atMs + modes.slowMode * 1000 });
  }

  private get all(): readonly Draft[] {
    return this.room.store.now.drafts;
  }

  private put(drafts: readonly Draft[]): void {
    this.room.change({ drafts });
  }

  private alter(key: string, change: Partial<Draft>): void {
    this.put(this.all.map((draft) => (draft.key === key ? { ...draft, ...change } : draft)));
  }
}

/** As the room hears it. */
const said = (text: string): string => text.replace(/^\/\//, '/').replace(/^\/me\s+/i, '');
