import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api, newStreamer, playbackUrls } from '../testing/api.ts';
import { Child } from '../testing/child.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { flvFile } from '../testing/ffmpeg.ts';
import { readTags } from '../testing/flv.ts';
import { freePort } from '../testing/ports.ts';
import { password, Postgres } from '../testing/postgres.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { program, Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until, within } from '../testing/wait.ts';

const scope = new Scope({ after });
const postgres = await Postgres.start(scope);

async function startOn(own: Scope, url: string): Promise<Server> {
  return Server.start(own, { env: { DATABASE_URL: url } });
}

/** Runs one of the program's commands to its end. */
async function command(own: Scope, url: string, ...words: string[]) {
  const dataDir = temporaryFolder(own);
  const env = { DATABASE_URL: url, DATA_DIR: dataDir };
  const child = new Child(own, [program, ...words], { env, cwd: dataDir, bytes: true });
  const { code } = await within(words.join(' '), 40, child.exited);
  return { code, output: child.output.toString(), errors: child.errors };
}

function assertDiscreet(text: string): void {
  assert.doesNotMatch(text, /pass\/word|pass%2Fword/i);
}

test('what was acknowledged is there when the server was killed and came back', async (t) => {
  const own = new Scope(t);
  const server = await startOn(own, await postgres.freshDatabase());
  const streamer = await newStreamer(server);
  const acknowledged = [streamer.handle];
  const stranger = new Api(server);

  const tags = readTags(await flvFile(own, { seconds: 30 }));
  const publisher = await RtmpClient.connect(own, server.rtmpPort);
  await publisher.publish(streamer.key);
  const playing = publisher.sendPaced(tags);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  const viewer = await FlvViewer.http(own, playbackUrls(server, streamer.handle).flv);
  await viewer.watch(1);

  // Somebody registers all the time, and remembers what was answered with success.
  let isBusy = true;
  const registering = (async () => {
    for (let i = 0; isBusy; ++i) {
      const username = `crowd-${i}`;
      const account = { username, email: `${username}@example.com`, password: 'long enough' };
      const reply = await stranger.post('/api/auth/register', account);
      if (reply.status === 201) acknowledged.push(username);
      else assert.equal(reply.status, 503, JSON.stringify(reply.body));
    }
  })();
  await until('some have registered', () => acknowledged.length > 5);
  await postgres.order('kill');

  await until('it is not ready', async () => (await stranger.get('/health/ready')).status === 503);
  assert.equal((await stranger.get('/health/live')).status, 200);
  for (let i = 0; i < 20; ++i) {
    const begun = performance.now();
    const refused = await stranger.get('/api/streams');
    assert.equal(refused.status, 503);
    assert.equal(refused.body.code, 'unavailable');
    assert.ok(performance.now() - begun < 4000, 'refused without the five seconds of an act');
  }
  const seen = viewer.reader.seconds;
  await viewer.watch(seen + 2); // Without a database a stream goes on.

  await postgres.order('start');
  await until('it is ready', async () => (await stranger.get('/health/ready')).status === 200);
  const before = acknowledged.length;
  await until('they register again', () => acknowledged.length > before + 3);
  isBusy = false;
  await registering;
  for (const handle of acknowledged) {
    assert.equal((await stranger.get(`/api/channels/${handle}`)).status, 200, handle);
  }
  assert.equal(await streamer.api.isLive(streamer.handle), true);

  publisher.unpublish();
  await playing;
  await until('it is over', async () => !(await streamer.api.isLive(streamer.handle)));
  assertDiscreet(server.log);
  await server.stop();
});

test('a stream that ends while the server is away has ended when it is back', async (t) => {
  const own = new Scope(t);
  const url = await postgres.freshDatabase();
  const server = await startOn(own, url);
  const streamer = await newStreamer(server);
  const tags = readTags(await flvFile(own, { seconds: 3 }));
  const publisher = await RtmpClient.connect(own, server.rtmpPort);
  await publisher.publish(streamer.key);
  const playing = publisher.sendPaced(tags);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  await playing;

  await postgres.order('stop');
  publisher.unpublish();
  await until('its end is told', () => /live: ended .*unpublished/.test(server.log));
  await postgres.order('start');

  const ended = () => postgres.query(url, "SELECT id FROM streams WHERE status = 'ended'");
  await until('its row says so', async () => (await ended()).length === 1);
  await server.stop();
});

test('a server that is halted is given up in time, and answers again later', async (t) => {
  const own = new Scope(t);
  const server = await startOn(own, await postgres.freshDatabase());
  const stranger = new Api(server);
  assert.equal((await stranger.get('/api/streams')).status, 200);

  await postgres.order('halt');
  const begun = performance.now();
  const { status } = await stranger.get('/api/streams?q=halted'); // Asked by nobody a moment ago.
  assert.equal(status, 503);
  assert.ok(performance.now() - begun < 25_000);

  await postgres.order('resume');
  await until('it answers', async () => (await stranger.get('/api/streams')).status === 200);
  await server.stop();
});

test('a server that is not there yet is waited for', async (t) => {
  const own = new Scope(t);
  const url = await postgres.freshDatabase();
  await postgres.order('stop');
  const server = await Server.launch(own, { env: { DATABASE_URL: url } });
  await until('it says that it waits', () => /database: waiting for it/.test(server.log));

  await postgres.order('start');
  const health = () => fetch(`${server.url}/health`).catch(() => undefined);
  await until('it is well', async () => (await health())?.ok);
  assertDiscreet(server.log);
  await server.stop();
});

test('what waiting cannot mend ends the start with one line', async (t) => {
  const own = new Scope(t);
  for (const url of [
    postgres.url('nobody'),
    postgres.url('postgres').replace('%408', '%409'),
    `postgresql://postgres:${password}@127.0.0.1:${postgres.port}/postgres`,
  ]) {
    const { code, errors } = await command(own, url);
    assert.equal(code, 1, errors);
    assert.match(errors, /^freshet: cannot open the database postgresql:\S+: .+\n$/);
    assertDiscreet(errors);
  }
});

test('commands tell that it is not there, and nobody tells the password', async (t) => {
  const own = new Scope(t);
  const nowhere = postgres.url('x').replace(String(postgres.port), String(await freePort()));

  const status = await command(own, nowhere, 'migrate', '--status');
  const config = await command(own, nowhere, 'config');

  assert.equal(status.code, 1);
  assert.equal(status.errors.split('\n').length, 2);
  assert.match(config.output, /database_url +=.*\*{8}@127\.0\.0\.1/);
  for (const { output, errors } of [status, config]) assertDiscreet(output + errors);
});

test('migrations are told and applied by a command', async (t) => {
  const own = new Scope(t);
  const url = await postgres.freshDatabase();

  const pending = await command(own, url, 'migrate', '--status');
  assert.equal(pending.code, 3, pending.errors);
  assert.match(pending.output, /^0001_accounts +pending$/m);
  assert.deepEqual(await postgres.query(url, '\\dt'), []);

  const applied = await command(own, url, 'migrate');
  assert.equal(applied.code, 0, applied.errors);
  assert.match(applied.output, /^applied 0001_accounts$/m);

  const done = await command(own, url, 'migrate', '--status');
  assert.equal(done.code, 0);
  assert.match(done.output, /^0001_accounts +applied \d{4}-\d\d-\d\dT[\d:.]+Z$/m);
  assert.match((await command(own, url, 'migrate')).output, /^nothing to apply$/m);
});

test('a database that a newer program has written is refused', async (t) => {
  const own = new Scope(t);
  const url = await postgres.freshDatabase();
  await command(own, url, 'migrate');
  await postgres.query(url, "INSERT INTO schema_migrations VALUES (9999, 'later', 'x', 0)");

  const { code, errors } = await command(own, url);

  assert.equal(code, 1);
  assert.match(errors, /^freshet: .*a newer Freshet has written it \(9999_later\)[^\n]*\n$/);
});

test('the metrics tell of it', async (t) => {
  const own = new Scope(t);
  const server = await startOn(own, await postgres.freshDatabase());
  await newStreamer(server);

  const { body } = await new Api(server).get('/metrics');

  assert.match(body, /^freshet_database_acts_total\{kind="write"\} [1-9]/m);
  assert.match(body, /^freshet_database_failures_total\{kind="write"\} 0$/m);
  assert.match(body, /^freshet_database_sessions\{kind="read"\} 4$/m);
  assert.match(body, /^freshet_database_transaction_seconds_total\{kind="read"\} [\d.e-]+$/m);
  assert.match(body, /^freshet_database_reconnects_total 0$/m);
  await server.stop();
});
