import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Socket as EngineSocket } from 'engine.io-client';

import { newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { EngineIo, Wire } from '../testing/engineio.ts';
import { ChatClient, newRoom } from '../testing/realtime.ts';
import { isLong, Server } from '../testing/server.ts';
import { pause, until, within } from '../testing/wait.ts';

// The unmodified clients of npm against the real program.

const scope = new Scope({ after });
const friend = 'https://friend.example';
const server = await Server.start(scope, { env: { CLIENT_URL: friend } });
const engine = new EngineIo(server);
const [ada, ben] = [await newUser(server, 'Ada'), await newUser(server, 'Ben')];
const room = await newRoom(ada);

const transports = [['websocket'], ['polling'], ['polling', 'websocket']];

for (const each of transports) {
  const name = each.join(', then ');

  test(`socket.io-client talks by ${name}`, async (t) => {
    const own = new Scope(t);
    const client = await ChatClient.as(own, server, ada, { transports: each });
    if (each.length > 1) {
      await until('the upgrade', () => client.socket.io.engine.transport.name === 'websocket');
    }
    const joined = await client.ask('join-room', { roomId: room });
    assert.equal(joined.status, 'ok', JSON.stringify(joined));

    const said = client.next('new-message');
    const answer = await client.ask('chat-message', { message: `hello by ${name}` });
    assert.equal(answer.status, 'ok', JSON.stringify(answer));
    const message = await said;
    assert.equal(message.message, `hello by ${name}`);
    assert.deepEqual(message, answer.message);
    assert.equal(client.socket.io.engine.transport.name, each.at(-1));
  });

  test(`what is said in a burst comes whole and in order by ${name}`, async (t) => {
    const own = new Scope(t);
    const burstRoom = await newRoom(ada);
    const writer = await ChatClient.as(own, server, ada);
    const reader = await ChatClient.connect(own, server, { transports: each });
    for (const client of [writer, reader]) await client.ask('join-room', { roomId: burstRoom });

    const texts = Array.from({ length: 200 }, (_, index) => `${index} \u{1F600} \u{E9} "\\`);
    const answers = await Promise.all(
      texts.map((message) => writer.ask('chat-message', { message })),
    );
    assert.ok(answers.every(({ status }) => status === 'ok'));
    await until('all is heard', () => reader.all('new-message').length === texts.length);
    assert.deepEqual(
      reader.all('new-message').map(({ message }) => message),
      texts,
    );
  });
}

test('engine.io-client opens, upgrades and closes a session', async () => {
  const socket = new EngineSocket(server.url, {
    path: '/socket.io/',
    transports: ['polling', 'websocket'],
  });
  await within('open', 10, new Promise((done) => socket.once('open', () => done(undefined))));
  await within('upgrade', 10, new Promise((done) => socket.once('upgrade', done)));
  const heard = new Promise((done) => socket.once('message', done));
  socket.send('0');
  assert.match(String(await within('a message', 10, heard)), /^0\{"sid":/);
  const closed = new Promise((done) => socket.once('close', done));
  socket.close();
  await within('close', 10, closed);
});

test('each vocabulary hears its own words of one room', async (t) => {
  const own = new Scope(t);
  const kebab = await ChatClient.as(own, server, ada);
  const snake = await ChatClient.as(own, server, ben);
  const own_room = await newRoom(ada);
  const history = [kebab.next('chat-history'), snake.next('chat_history')];
  const first = await kebab.ask('join-room', { roomId: own_room });
  const second = await snake.ask('join_stream', { streamId: own_room });
  assert.equal(first.roomId, own_room);
  assert.equal(second.streamId, own_room);
  const [kebabHistory, snakeHistory] = await Promise.all(history);
  assert.deepEqual(kebabHistory, { roomId: own_room, messages: [] });
  assert.deepEqual(snakeHistory, { streamId: own_room, messages: [] });

  const heard = [kebab.next('new-message'), snake.next('new_message')];
  const answer = await snake.ask('send_message', { streamId: own_room, message: 'hi' });
  const [forKebab, forSnake] = await Promise.all(heard);
  assert.deepEqual(forSnake, answer.message);
  assert.equal(forSnake.streamId, own_room);
  assert.equal(forSnake.user.username, ben.username);
  assert.equal(forKebab.roomId, own_room);
  assert.equal(forKebab.username, ben.username);
  assert.equal(forKebab.id, forSnake.id);
});

test('a token that is not good is refused with its problem', async (t) => {
  for (const each of transports) {
    const auth = { token: 'not a token' };
    const client = ChatClient.begin(new Scope(t), server, { auth, transports: each });
    const error = await client.next('connect_error');
    assert.equal(error.data.status, 401);
    assert.equal(typeof error.data.code, 'string');
    assert.equal(error.message, error.data.detail ?? error.data.title);
  }
});

test('who shows no token reads, and does not write', async (t) => {
  const own = new Scope(t);
  const client = await ChatClient.connect(own, server);
  assert.equal((await client.ask('join-room', { roomId: room })).status, 'ok');
  const answer = await client.ask('chat-message', { message: 'may I?' });
  assert.equal(answer.status, 401, JSON.stringify(answer));

  const signedIn = await client.ask('auth', { token: ben.api.token });
  assert.equal(signedIn.status, 'ok');
  assert.equal(signedIn.user.username, ben.username);
  assert.equal((await client.ask('chat-message', { message: 'now I may' })).status, 'ok');
});

test('a request without a callback that is refused comes back as an error', async (t) => {
  const client = await ChatClient.connect(new Scope(t), server);
  const error = client.next('error');
  client.socket.emit('join-room', { roomId: 'nothing' });
  assert.equal(typeof (await error).code, 'string');
});

test('events with bytes in them do no harm', async (t) => {
  const own = new Scope(t);
  for (const each of transports) {
    const client = await ChatClient.as(own, server, ada, { transports: each });
    await client.ask('join-room', { roomId: room });
    const answer = await client.ask('chat-message', { message: Buffer.from([1, 2, 3]) });
    assert.notEqual(answer.status, 'ok');
    const many = { message: 'text', parts: [Buffer.alloc(1000), { deep: Buffer.alloc(0) }] };
    assert.ok('status' in (await client.ask('chat-message', many)));
    assert.equal((await client.ask('auth', {})).status, 'ok');
  }
});

test('who disconnects is gone from the room at once', async (t) => {
  const own = new Scope(t);
  const quietRoom = await newRoom(ada);
  const [stays, leaves] = [
    await ChatClient.as(own, server, ada),
    await ChatClient.as(own, server, ben, { transports: ['polling'] }),
  ];
  await stays.ask('join-room', { roomId: quietRoom });
  const joined = stays.next('viewer-joined');
  assert.equal((await leaves.ask('join-room', { roomId: quietRoom })).viewerCount, 2);
  assert.equal((await joined).viewerCount, 2);

  const left = stays.next('viewer-left');
  leaves.socket.disconnect();
  assert.equal((await left).viewerCount, 1);
});

for (const each of transports) {
  test(`who lost the connection by ${each.join(', then ')} hears what was missed`, async (t) => {
    const own = new Scope(t);
    const lossyRoom = await newRoom(ada);
    const writer = await ChatClient.as(own, server, ada);
    const reader = await ChatClient.as(own, server, ben, {
      transports: each,
      reconnectionDelay: 500,
    });
    for (const client of [writer, reader]) await client.ask('join-room', { roomId: lossyRoom });
    const say = async (message: string) => {
      assert.equal((await writer.ask('chat-message', { message })).status, 'ok');
    };
    await say('before');
    await until('it is heard', () => reader.all('new-message').length === 1);
    const { id } = reader.socket;

    for (const round of [1, 2]) {
      const [lost, back] = [reader.next('disconnect'), reader.next('connect', 20)];
      reader.socket.io.engine.close();
      await lost;
      for (const text of ['one', 'two', 'three']) await say(`${round} ${text}`);
      await back;
      assert.equal(reader.socket.recovered, true);
      assert.equal(reader.socket.id, id);
      await say(`${round} after`);
    }

    const expected = ['before'];
    for (const round of [1, 2]) {
      expected.push(...['one', 'two', 'three', 'after'].map((text) => `${round} ${text}`));
    }
    await until('all is heard', () => reader.all('new-message').length >= expected.length);
    assert.deepEqual(
      reader.all('new-message').map(({ message }) => message),
      expected,
    );
    assert.equal(reader.all('chat-history').length, 1, 'it was no new beginning');
    assert.equal((await reader.ask('chat-message', { message: 'still here' })).status, 'ok');
  });
}

/** A connection that has heard something in a room and then broke: what it would come back with. */
async function broken(own: Scope): Promise<{ pid: string; offset: string }> {
  const wire = await engine.session(own);
  wire.send(`40${JSON.stringify({ token: ben.api.token })}`);
  const { pid } = JSON.parse((await wire.hear()).slice(2));
  wire.send(`421${JSON.stringify(['join-room', { roomId: room }])}`);
  while (!(await wire.hear()).startsWith('431[')) continue;
  wire.send(`422${JSON.stringify(['chat-message', { message: 'the last one' }])}`);
  let offset: string | undefined;
  while (offset === undefined) {
    const packet = await wire.hear();
    if (packet.startsWith('42["new-message"')) offset = JSON.parse(packet.slice(2)).at(-1);
  }
  assert.match(offset, /^\S+$/);
  wire.close();
  await wire.closed;
  return { pid, offset };
}

/** Whether who comes back with this is let go on. */
async function isRecovered(own: Scope, state: { pid: string; offset: string }): Promise<boolean> {
  const wire = await engine.session(own);
  wire.send(`40${JSON.stringify({ token: ben.api.token, ...state })}`);
  const welcome = JSON.parse((await wire.hear()).slice(2));
  wire.close();
  return welcome.pid === state.pid;
}

test('a state is given to nobody who does not know it, and once', async (t) => {
  const own = new Scope(t);
  const state = await broken(own);
  const wrong = { ...state, pid: state.pid.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) };
  assert.equal(await isRecovered(own, wrong), false);
  assert.equal(await isRecovered(own, { pid: '', offset: '' }), false);
  assert.equal(await isRecovered(own, state), true);
});

test('an offset that is none begins anew', async (t) => {
  const own = new Scope(t);
  for (const offset of ['abc', '-1', '1e9', '9'.repeat(30)]) {
    const state = await broken(own);
    assert.equal(await isRecovered(own, { ...state, offset }), false, offset);
  }
});

async function goodbyes(): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^freshet_realtime_ended_total\{reason="left"\} (\d+)/m.exec(metrics)?.[1] ?? 0);
}

test('who said goodbye begins anew', async (t) => {
  const own = new Scope(t);
  const client = await ChatClient.as(own, server, ben);
  const { id } = client.socket;
  // On a connection of its own, who comes back may overtake what was said on the former one.
  const before = await goodbyes();
  client.socket.disconnect();
  await until('the goodbye has arrived', async () => (await goodbyes()) > before);
  client.socket.connect();
  await client.next('connect');
  assert.equal(client.socket.recovered, false);
  assert.notEqual(client.socket.id, id);
});

test('who has been away for too long begins anew', { skip: !isLong }, async (t) => {
  const own = new Scope(t);
  const state = await broken(own);
  await pause(125_000);
  assert.equal(await isRecovered(own, state), false);
});

test('who comes back to a program that has been started anew begins anew', async (t) => {
  const own = new Scope(t);
  const first = await Server.start(own);
  const user = await newUser(first);
  const client = await ChatClient.as(own, first, user, { reconnectionDelayMax: 300 });
  const [lost, back] = [client.next('disconnect', 30), client.next('connect', 60)];
  await first.stop();
  await lost;
  await Server.start(own, { dataDir: first.dataDir, port: first.port });
  await back;
  assert.equal(client.socket.recovered, false);
  assert.equal((await client.ask('subscribe_notifications')).unread, 0); // It is still somebody.
});

test('a program that stops says goodbye by every transport', async (t) => {
  const own = new Scope(t);
  const mortal = await Server.start(own);
  const clients = [];
  for (const each of transports) {
    const options = { transports: each, reconnection: false };
    clients.push(await ChatClient.connect(own, mortal, options));
  }
  const goodbyes = clients.map((client) => client.next('disconnect', 20));
  await mortal.stop();
  for (const reason of await Promise.all(goodbyes)) {
    assert.match(reason, /^(transport close|io server disconnect)$/);
  }
});

test('polling is for pages of ours and of CLIENT_URL', async () => {
  const good = await engine.request({}, { headers: { Origin: friend } });
  assert.equal(good.status, 200);
  assert.equal(good.headers.get('access-control-allow-origin'), friend);
  assert.equal(good.headers.get('access-control-allow-credentials'), 'true');

  const asked = await engine.request(
    {},
    { method: 'OPTIONS', headers: { Origin: friend, 'Access-Control-Request-Method': 'POST' } },
  );
  assert.ok([200, 204].includes(asked.status));
  assert.equal(asked.headers.get('access-control-allow-origin'), friend);
  assert.match(asked.headers.get('access-control-allow-methods') ?? '', /POST/);

  const foreign = await engine.request({}, { headers: { Origin: 'https://foe.example' } });
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
});

test('no answer to a poll is kept by anybody', async () => {
  const { headers } = await engine.request();
  assert.match(headers.get('cache-control') ?? '', /no-store/);
  assert.match(headers.get('content-type') ?? '', /^text\/plain; charset=UTF-8$/i);
});

test('connections of one address are counted, requests of a session are not', async (t) => {
  const own = new Scope(t);
  const strict = await Server.start(own, { env: { RATE_LIMIT_SOCKETS: '3' } });
  const polling = new EngineIo(strict);
  const { sid } = await polling.open();
  await polling.socket(own);
  await polling.socket(own);

  const refused = await polling.request();
  assert.equal(refused.status, 429);
  assert.match(refused.headers.get('retry-after') ?? '', /^\d+$/);
  assert.equal(await Wire.try(own, polling.url('websocket')), false);
  assert.equal(await Wire.try(own, `ws://127.0.0.1:${strict.port}/ws/chat/${room}`), false);

  for (let round = 0; round < 10; ++round) {
    assert.equal((await polling.post(sid, '3')).status, 200);
  }
  const wire = await polling.socket(own, { sid });
  wire.send('2probe');
  assert.equal(await wire.next(), '3probe');
});
