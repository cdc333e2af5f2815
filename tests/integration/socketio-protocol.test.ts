import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { EngineIo, type Wire } from '../testing/engineio.ts';
import { Server } from '../testing/server.ts';

// Socket.IO v5 as the public protocol suite asks for it; see engineio-protocol.test.ts. We have the
// main namespace alone.

const scope = new Scope({ after });
const folder = temporaryFolder(scope);
writeFileSync(join(folder, 'freshet.toml'), '[realtime]\nping = "1s"\nping_timeout = "10s"\n');
const server = await Server.start(scope, { dataDir: folder });
const engine = new EngineIo(server);
const user = await newUser(server);

// Begun now, so that the wait for its end is no wait for the others.
const silent = await engine.session(scope);
const silentIsHeard = answerPings(silent);

async function answerPings(wire: Wire): Promise<void> {
  for (let isOpen = true; isOpen;) {
    isOpen = await wire.hear(90).then(
      () => true,
      () => false,
    );
  }
}

/** The packet's JSON, after what it begins with. */
function payload(packet: string, head: string): any {
  assert.ok(packet.startsWith(head), packet);
  return JSON.parse(packet.slice(head.length));
}

test('the main namespace lets a client in', async (t) => {
  const wire = await engine.session(new Scope(t));
  wire.send('40');
  const welcome = payload(await wire.hear(), '40');
  assert.deepEqual(Object.keys(welcome).toSorted(), ['pid', 'sid']);
  assert.match(welcome.sid, /^[\w-]{20,}$/);
  assert.match(welcome.pid, /^[\w-]{20,}$/);
});

test('what a client connects with says who it is', async (t) => {
  const wire = await engine.session(new Scope(t));
  wire.send(`40${JSON.stringify({ token: user.api.token })}`);
  assert.match(await wire.hear(), /^40\{/);
  wire.send('421["subscribe_notifications",{}]');
  const [answer] = payload(await wire.hear(), '431');
  assert.deepEqual(answer, { status: 'ok', unread: 0 });
});

test('who shows a token that is not good is told the problem', async (t) => {
  const wire = await engine.session(new Scope(t));
  wire.send('40{"token":"abc"}');
  const { message, data } = payload(await wire.hear(), '44');
  assert.equal(typeof message, 'string');
  assert.equal(data.status, 401);
});

test('a namespace that we have not is refused, and the main one goes on', async (t) => {
  const wire = await engine.connected(new Scope(t));
  for (const nsp of ['/random', '/custom', '/a b']) {
    const refusal = `44${nsp},{"message":"Invalid namespace"}`;
    for (const packet of [`40${nsp}`, `40${nsp},`, `40${nsp},{"token":"abc"}`]) {
      wire.send(packet);
      assert.equal(await wire.hear(), refusal);
    }
  }
  wire.send('421["auth",{}]');
  assert.match(await wire.hear(), /^431\[/);
});

test('a first packet that is none closes the connection', async (t) => {
  for (const packet of ['4abc', '4', '47', '42["auth",{}]', '40[]', '40"x"', '40{', '40{}x']) {
    const wire = await engine.session(new Scope(t));
    wire.send(packet);
    await wire.refused();
  }
});

test('the main namespace is left, and the connection goes on', async (t) => {
  const wire = await engine.connected(new Scope(t));
  wire.send('41');
  assert.equal(await wire.next(), '2');
});

test('an event is heard', async (t) => {
  const wire = await engine.connected(new Scope(t));
  wire.send('42["nobody-knows-it",1,"2",{"3":[true]}]');
  const [name, problem] = payload(await wire.hear(), '42');
  assert.equal(name, 'error');
  assert.equal(typeof problem.code, 'string');
});

test('an event with attachments is heard', async (t) => {
  const wire = await engine.connected(new Scope(t));
  const placeholders = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';
  wire.send(`452-["nobody-knows-it",${placeholders}]`);
  wire.send(Uint8Array.from([1, 2, 3]));
  wire.send(Uint8Array.from([4, 5, 6]));
  const [name] = payload(await wire.hear(), '42');
  assert.equal(name, 'error');
});

test('an event is acknowledged with its id', async (t) => {
  const wire = await engine.connected(new Scope(t));
  for (const id of ['0', '456', '999999999999999']) {
    wire.send(`42${id}["auth",{"3":[false]}]`);
    assert.deepEqual(payload(await wire.hear(), `43${id}`), [{ status: 'ok', user: null }]);
  }
});

test('an event with attachments is acknowledged with its id', async (t) => {
  const wire = await engine.connected(new Scope(t));
  wire.send('452-789["auth",{"a":{"_placeholder":true,"num":1}},{"_placeholder":true,"num":0}]');
  wire.send(Uint8Array.from([1, 2, 3]));
  wire.send(Uint8Array.from([4, 5, 6]));
  assert.deepEqual(payload(await wire.hear(), '43789'), [{ status: 'ok', user: null }]);
});

test('a packet that is none closes the connection', async (t) => {
  const deep = '['.repeat(17) + ']'.repeat(17);
  const packets = [
    ...['4abc', '4', '47[]', '4-1', '4/a'],
    ...['42{}', '42', '42[]', '42[null]', '42["auth"', '42["connect"]', `42["auth",${deep}]`],
    ...['42abc["auth"]', '42-1["auth"]', '421000000000000000["auth"]'],
    ...['41{}', '43[]', '431', '44', '45["a"]', '45-["a"]', '4511-["a"]', '46-1[]'],
    '451-["auth",{"_placeholder":true,"num":1}]',
    ...['41/custom,', '42/custom,["auth"]', `40/${'x'.repeat(200)}`],
  ];
  for (const packet of packets) {
    const wire = await engine.connected(new Scope(t));
    wire.send(packet);
    await wire.refused().catch(() => assert.fail(`${packet} is taken`));
  }
});

test('attachments that do not belong there close the connection', async (t) => {
  const one = Uint8Array.from([1]);
  const rows = [
    [one],
    ['451-["auth",{"_placeholder":true,"num":0}]', '421["auth",{}]'],
    ['451-1["auth",{"_placeholder":true,"num":0}]', one, one],
    ['453-["auth"]', ...Array(3).fill(new Uint8Array(60_000))],
  ];
  for (const [index, messages] of rows.entries()) {
    const wire = await engine.connected(new Scope(t));
    for (const message of messages) wire.send(message);
    await wire.refused().catch(() => assert.fail(`row ${index} is taken`));
  }
});

test('who asks for no namespace is not kept', async () => {
  await silent.refused(60);
  await silentIsHeard;
});
