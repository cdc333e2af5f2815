import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { newRoom } from '../testing/realtime.ts';
import { heard as heardBy, Place, say } from '../testing/rooms.ts';
import { Server } from '../testing/server.ts';
import { until, within } from '../testing/wait.ts';

// Rooms for clients that know WebSockets and JSON, and nothing else.

const scope = new Scope({ after });
const server = await Server.start(scope);
const [ada, ben] = [await newUser(server, 'Ada'), await newUser(server, 'Ben')];

class Plain {
  readonly heard: any[] = [];
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  #asked = 0;

  constructor(own: Scope, room: string) {
    const url = `${server.url.replace('http', 'ws')}/ws/chat/${room}`;
    this.#socket = new WebSocket(url);
    this.#socket.onmessage = ({ data }) => this.heard.push(JSON.parse(data));
    this.closed = new Promise((done) => (this.#socket.onclose = done));
    own.after(() => this.close());
  }

  close(): void {
    this.#socket.close();
  }

  async ask(event: string, data?: unknown): Promise<any> {
    await until('it is open', () => this.#socket.readyState === WebSocket.OPEN);
    const id = ++this.#asked;
    this.#socket.send(JSON.stringify({ event, data, id }));
    const { data: answer } = await until(`an answer to ${event}`, () =>
      this.heard.find(({ ack }) => ack === id),
    );
    return answer;
  }

  hear(event: string): Promise<any> {
    return until(event, () => this.heard.find((one) => one.event === event)?.data);
  }
}

test('a plain WebSocket is in its room at once, and speaks snake', async (t) => {
  const room = new Place(new Scope(t), server, await newRoom(ada));
  const other = await room.enter(ada);
  const { message } = await say(other, 'hello');
  const plain = new Plain(room.scope, room.id);
  const history = await plain.hear('chat_history');
  assert.equal(history.streamId, room.id);
  assert.equal(history.messages[0].id, message.id);
  assert.deepEqual(history.messages[0].user, {
    id: ada.id,
    username: ada.username,
    displayName: ada.username,
    avatar: null,
  });
  assert.equal((await plain.hear('chat-state')).you.role, 'anonymous');
  await heardBy(other, 'viewer-joined', ({ viewerCount }) => viewerCount === 2);

  assert.equal((await plain.ask('send_message', { message: 'may I?' })).code, 'unauthenticated');
  assert.equal((await plain.ask('auth', { token: ben.api.token })).user.id, ben.id);
  const said = await plain.ask('send_message', { message: 'I may' });
  assert.equal(said.status, 'ok', JSON.stringify(said));
  assert.deepEqual(await plain.hear('new_message'), said.message);
  assert.equal(
    (await heardBy(other, 'new-message', ({ userId }) => userId === ben.id)).id,
    said.message.id,
  );
  await say(other, 'welcome');
  await until('the answer', () =>
    plain.heard.some(({ event, data }) => event === 'new_message' && data.message === 'welcome'),
  );
});

test('a plain WebSocket to a room that is not there is told so and closed', async (t) => {
  for (const room of ['0190163d-8694-739b-aea5-966c26f8ad91', 'nonsense']) {
    const plain = new Plain(new Scope(t), room);
    assert.equal((await plain.hear('error')).code, 'stream_not_found');
    assert.equal((await within('the close', 10, plain.closed)).code, 1008);
  }
});

test('a plain WebSocket that is back in a moment has not left', async (t) => {
  const room = new Place(new Scope(t), server, await newRoom(ada));
  const watcher = await room.enter(ada);
  const isBens = ({ userId }: { userId: string }) => userId === ben.id;
  const first = new Plain(room.scope, room.id);
  await first.ask('auth', { token: ben.api.token });
  await heardBy(watcher, 'viewer-joined', isBens);
  first.close();
  await first.closed;

  const second = new Plain(room.scope, room.id);
  await second.ask('auth', { token: ben.api.token });
  await second.ask('send_message', { message: 'here I am' });

  await heardBy(watcher, 'new-message');
  assert.equal(watcher.all('viewer-left').filter(isBens).length, 0);
  assert.equal(watcher.all('viewer-joined').filter(isBens).length, 1);
});
