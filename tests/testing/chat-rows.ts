import type { User } from './api.ts';
import { expectStatus } from './api.ts';
import { changeRows, quoted, uuid7 } from './rows.ts';
import type { Server } from './server.ts';

export interface Said {
  kind?: string;
  state?: string;
  heldFor?: string;
  replyTo?: string;
}

/** What somebody has said in a room, as a row: there, for tests of the API, without a socket. */
export async function say(
  server: Server,
  room: string,
  author: User,
  text: string,
  { kind = 'message', state = 'visible', heldFor = '', replyTo = '' }: Said = {},
): Promise<string> {
  const id = uuid7();
  const texts = [id, room, author.id, kind, text, replyTo, state, heldFor].map(quoted).join(', ');
  await changeRows(
    server,
    `INSERT INTO chat_messages (id, stream_id, user_id, kind, text, reply_to, state, held_for, ` +
      `created_at) VALUES (${texts}, ${Date.now()})`,
  );
  return id;
}

/** The room of a broadcast that somebody plans. */
export async function openRoom(owner: User, more = {}): Promise<string> {
  const planned = await owner.api.post('/api/streams', { title: 'A room', ...more });
  expectStatus(planned, 201);
  return planned.body.id;
}
