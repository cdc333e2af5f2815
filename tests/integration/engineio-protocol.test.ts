import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { EngineIo, separator, Wire } from '../testing/engineio.ts';
import { Server } from '../testing/server.ts';
import { pause, until } from '../testing/wait.ts';

// Engine.IO v4 as the public protocol suites ask for it: testing/protocol-cases.ts says which test
// shows which of their cases. Our messages are packets of Socket.IO, so that what a suite has
// echoed is acknowledged here.

const scope = new Scope({ after });
const engine = new EngineIo(await Server.start(scope));

// One whose heart beats fast.
const pingInterval = 400;
const pingTimeout = 800;
const folder = temporaryFolder(scope);
const settings = `[realtime]\nping = "${pingInterval}ms"\nping_timeout = "${pingTimeout}ms"\n`;
writeFileSync(join(folder, 'freshet.toml'), settings);
const quick = new EngineIo(await Server.start(scope, { dataDir: folder }));

const acknowledged = /^\d+\[\{"status":"ok","user":null\}\]$/;

/** A session of polling that is connected to the main namespace. */
async function connected(): Promise<string> {
  const { sid } = await engine.open();
  assert.equal((await engine.post(sid, '40')).text, 'ok');
  assert.match((await engine.hear(sid))[0] ?? '', /^40\{"sid":/);
  return sid;
}

/** A poll of a session that is no more. */
async function assertGone(sid: string, where = engine): Promise<void> {
  const { status, text } = await where.poll(sid);
  assert.equal(status, 400);
  assert.deepEqual(JSON.parse(text), { code: 1, message: 'Session ID unknown' });
}

test('polling opens a session', async () => {
  const { sid, ...rest } = await quick.open();
  assert.match(sid, /^[\w-]{20,}$/);
  const upgrades = ['websocket'];
  assert.deepEqual(rest, { upgrades, pingInterval, pingTimeout, maxPayload: 100_000 });
});

test('polling is refused without a version that we speak', async () => {
  for (const EIO of ['', 'abc', '3', '5', '44']) {
    const { status, text } = await engine.request({ EIO });
    assert.equal(status, 400, EIO);
    assert.deepEqual(JSON.parse(text), { code: 5, message: 'Unsupported protocol version' });
  }
});

test('polling is refused without a transport that we have', async () => {
  for (const transport of ['', 'abc', 'Polling', 'webtransport']) {
    const { status, text } = await engine.request({ transport });
    assert.equal(status, 400, transport);
    assert.deepEqual(JSON.parse(text), { code: 0, message: 'Transport unknown' });
  }
});

test('a session is opened by GET alone', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const { status, text } = await engine.request({}, { method });
    assert.equal(status, 400, method);
    assert.deepEqual(JSON.parse(text), { code: 2, message: 'Bad handshake method' });
  }
});

test('a session that nobody has opened is unknown', async () => {
  await assertGone('nobody');
  await assertGone('0'.repeat(4000));
  const { status } = await engine.post('nobody', '3');
  assert.equal(status, 400);
});

test('a WebSocket opens a session', async (t) => {
  const wire = await quick.socket(new Scope(t));
  const packet = String(await wire.next());
  assert.equal(packet[0], '0');
  const { sid, ...rest } = JSON.parse(packet.slice(1));
  assert.match(sid, /^[\w-]{20,}$/);
  assert.deepEqual(rest, { upgrades: [], pingInterval, pingTimeout, maxPayload: 100_000 });
});

test('a WebSocket is refused without a version that we speak', async (t) => {
  for (const EIO of ['', 'abc', '3']) {
    assert.equal(await Wire.try(new Scope(t), engine.url('websocket', { EIO })), false, EIO);
  }
});

test('a WebSocket is refused without a transport that we have', async (t) => {
  for (const transport of ['', 'abc', 'polling']) {
    const url = engine.url('websocket', { transport });
    assert.equal(await Wire.try(new Scope(t), url), false, transport);
  }
});

test('a payload of one packet is taken and answered', async () => {
  const sid = await connected();
  const pushed = await engine.post(sid, '427["auth",{}]');
  assert.deepEqual([pushed.status, pushed.text], [200, 'ok']);
  assert.match((await engine.hear(sid))[0] ?? '', /^437\[/);
});

test('a payload of several packets is taken in its order', async () => {
  const sid = await connected();
  const packets = [1, 2, 3].map((id) => `42${id}["auth",{}]`);
  const pushed = await engine.post(sid, packets.join(separator));
  assert.deepEqual([pushed.status, pushed.text], [200, 'ok']);

  const heard: string[] = [];
  while (heard.length < 3) heard.push(...(await engine.hear(sid)));
  for (const [index, packet] of heard.entries()) {
    assert.ok(packet.startsWith(`43${index + 1}[`), packet);
    assert.match(packet.slice(2), acknowledged);
  }
});

test('a payload of text and bytes is taken', async () => {
  const sid = await connected();
  const packets = ['451-8["auth",{"a":{"_placeholder":true,"num":0}}]', 'bAQIDBA=='];
  const pushed = await engine.post(sid, packets.join(separator));
  assert.deepEqual([pushed.status, pushed.text], [200, 'ok']);
  assert.match((await engine.hear(sid))[0] ?? '', /^438\[/);
});

test('a payload that is none closes the session', async () => {
  for (const body of ['abc', '', separator, `40${separator}`, 'bAQIDB===', '7', '2', '0{}', '5']) {
    const { sid } = await engine.open();
    assert.equal((await engine.post(sid, body)).status, 400, JSON.stringify(body));
    await assertGone(sid);
  }
});

test('a second poll beside the first closes the session', async () => {
  const { sid } = await engine.open();
  const answers = await Promise.all([engine.poll(sid), engine.poll(sid)]);
  const [held, refused] = answers.sort((one, other) => one.status - other.status);
  assert.deepEqual([held?.status, held?.text], [200, '1']);
  assert.equal(refused?.status, 400);
  await assertGone(sid);
});

test('a WebSocket carries text both ways', async (t) => {
  const wire = await engine.connected(new Scope(t));
  wire.send('425["auth",{}]');
  const answer = await wire.hear();
  assert.ok(answer.startsWith('435['), answer);
});

test('a WebSocket carries bytes to us', async (t) => {
  const wire = await engine.connected(new Scope(t));
  wire.send('451-6["auth",{"a":{"_placeholder":true,"num":0}}]');
  wire.send(Uint8Array.from([1, 2, 3, 4]));
  const answer = await wire.hear();
  assert.ok(answer.startsWith('436['), answer);
});

test('a packet that is none closes the WebSocket', async (t) => {
  for (const packet of ['abc', '', '7', '2', '0{}', '5']) {
    const wire = await engine.session(new Scope(t));
    wire.send(packet);
    await wire.refused();
  }
});

test('pings come by polling as long as they are answered', async () => {
  const { sid } = await quick.open();
  assert.equal((await quick.post(sid, '40')).text, 'ok');
  assert.match((await quick.poll(sid)).text, /^40\{/);
  for (let round = 0; round < 3; ++round) {
    const { status, text } = await quick.poll(sid);
    assert.deepEqual([status, text], [200, '2']);
    assert.equal((await quick.post(sid, '3')).status, 200);
  }
});

test('a session of polling that answers no ping is closed', async () => {
  const { sid } = await quick.open();
  await pause(pingInterval + pingTimeout + 1500);
  await assertGone(sid, quick);
});

test('pings come by WebSocket as long as they are answered', async (t) => {
  const wire = await quick.connected(new Scope(t));
  for (let round = 0; round < 4; ++round) {
    assert.equal(await wire.next(), '2');
    wire.send('3');
  }
});

test('a WebSocket that answers no ping is closed', async (t) => {
  const wire = await quick.session(new Scope(t));
  assert.equal(await wire.next(), '2');
  await wire.refused();
});

test('a session of polling ends when it says so', async () => {
  await until('a poll that is held is answered by the goodbye', async () => {
    const { sid } = await engine.open();
    const poll = engine.poll(sid);
    assert.equal((await engine.post(sid, '1')).status, 200);
    const { status, text } = await poll;
    await assertGone(sid);
    if (status === 400) return false; // The goodbye was there before the poll.
    assert.deepEqual([status, text], [200, '6']);
    return true;
  });
});

test('a WebSocket ends when it says so', async (t) => {
  const wire = await engine.session(new Scope(t));
  wire.send('1');
  await wire.refused();
});

test('polling is upgraded to a WebSocket', async (t) => {
  const sid = await connected();
  const wire = await engine.socket(new Scope(t), { sid });
  wire.send('2probe');
  assert.equal(await wire.next(), '3probe');
  assert.equal((await engine.poll(sid)).text, '6');
  wire.send('5');
  wire.send('429["auth",{}]');
  const answer = await wire.hear();
  assert.ok(answer.startsWith('439['), answer);
});

test('a poll that waits is ended by the probe', async (t) => {
  const sid = await connected();
  const poll = engine.poll(sid);
  const wire = await engine.socket(new Scope(t), { sid });
  wire.send('2probe');
  assert.equal(await wire.next(), '3probe');
  assert.equal((await poll).text, '6');
});

test('polling is refused after the upgrade, which goes on', async (t) => {
  const sid = await connected();
  const wire = await engine.socket(new Scope(t), { sid });
  wire.send('2probe');
  assert.equal(await wire.next(), '3probe');
  wire.send('5');
  wire.send('421["auth",{}]');
  assert.match(await wire.hear(), /^431\[/);

  assert.equal((await engine.poll(sid)).status, 400);
  assert.equal((await engine.post(sid, '41')).status, 400);

  wire.send('422["auth",{}]');
  assert.match(await wire.hear(), /^432\[/);
});

test('another WebSocket is refused after the upgrade, which goes on', async (t) => {
  const [sid, own] = [await connected(), new Scope(t)];
  const wire = await engine.socket(own, { sid });
  wire.send('2probe');
  assert.equal(await wire.next(), '3probe');
  wire.send('5');
  wire.send('421["auth",{}]');
  assert.match(await wire.hear(), /^431\[/);

  const other = await Wire.try(own, engine.url('websocket', { sid }));
  if (other) await other.refused();

  wire.send('422["auth",{}]');
  assert.match(await wire.hear(), /^432\[/);
});

test('an upgrade that goes wrong leaves polling as it was', async (t) => {
  const sid = await connected();
  for (const packet of ['2', '5', '4hello', '3probe', 'abc']) {
    const wire = await engine.socket(new Scope(t), { sid });
    wire.send(packet);
    await wire.refused();
  }
  await engine.post(sid, '423["auth",{}]');
  assert.match((await engine.hear(sid))[0] ?? '', /^433\[/);
});

test('a WebSocket cannot probe for a session that nobody has opened', async (t) => {
  const url = engine.url('websocket', { sid: 'nobody' });
  assert.equal(await Wire.try(new Scope(t), url), false);
});
