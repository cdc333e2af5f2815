import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Api, expectStatus, newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { ObjectGateway } from '../testing/object-gateway.ts';
import { Postgres } from '../testing/postgres.ts';
import { Server } from '../testing/server.ts';
import { settled, smallFilm, uploadFilm } from '../testing/videos.ts';
import { until, within } from '../testing/wait.ts';
import { Worker } from '../testing/worker.ts';

// `freshet worker`, as it runs on another machine: with a database and a bucket, and no more, of
// its server's.
const scope = new Scope({ after });
const postgres = await Postgres.start(scope);
const gateway = await ObjectGateway.start(scope);

const noWorkers = '[videos]\nworkers = 0\n';
const admin = { email: 'admin@example.com', password: 'the admin of the tests' };

/** A server that leaves all jobs to others, and what a worker needs to know of it. */
async function serverWithoutWorkers(own: Scope) {
  const bucket = await gateway.freshBucket();
  const shared = { ...bucket.env, DATABASE_URL: await postgres.freshDatabase() };
  const dataDir = temporaryFolder(own);
  writeFileSync(join(dataDir, 'freshet.toml'), noWorkers);
  const env = { ...shared, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  const server = await Server.start(own, { dataDir, env });
  return { server, bucket, shared };
}

/** What the staff sees of jobs. */
async function staffOf(server: Server): Promise<Api> {
  const api = new Api(server);
  const session = await api.post('/api/auth/login', admin);
  expectStatus(session, 200);
  api.token = session.body.token;
  return api;
}

test('a worker elsewhere makes videos playable, and their owners hear of it', async (t) => {
  const own = new Scope(t);
  const { server, bucket, shared } = await serverWithoutWorkers(own);
  const user = await newUser(server);
  const { id, jobId } = await uploadFilm(user, await smallFilm(own), { visibility: 'public' });
  const waiting = await user.api.get(`/api/jobs/${jobId}`);
  assert.equal(waiting.body.status, 'QUEUED');
  assert.equal(waiting.body.position, 1);

  const worker = await Worker.start(own, shared);
  const video = await settled(user, id);

  assert.equal(video.status, 'READY', JSON.stringify(video.failure));
  const master = await fetch(`${server.url}/vod/${id}/master.m3u8`);
  assert.match(await master.text(), /^#EXTM3U/);
  const told = await until('the owner is told', async () => {
    const { body } = await user.api.get('/api/notifications');
    return body.data.find(({ kind }: { kind: string }) => kind === 'video_ready');
  });
  assert.equal(told.data.videoId, id);
  const keys = await bucket.list('media/');
  assert.ok(
    keys.some((key) => key.endsWith('/video.mp4')),
    keys.join('\n'),
  );

  const exit = await worker.child.stop();
  assert.deepEqual(exit, { code: 0, signal: null }, worker.log);
  assert.deepEqual(readdirSync(join(worker.dataDir, 'scratch')), []);
  await server.stop();
});

test('a worker that is killed is replaced by the next', async (t) => {
  const own = new Scope(t);
  const { server, bucket, shared } = await serverWithoutWorkers(own);
  const user = await newUser(server);
  const { id, jobId } = await uploadFilm(user, await smallFilm(own));
  const first = await Worker.start(own, shared);
  await until('it has the job', async () => {
    const { body } = await user.api.get(`/api/jobs/${jobId}`);
    return body.status !== 'QUEUED';
  });

  await first.child.kill();
  const second = await Worker.start(own, { ...shared, DATA_DIR: first.dataDir });
  const video = await settled(user, id);

  assert.equal(video.status, 'READY', JSON.stringify(video.failure));
  const generations = new Set(
    (await bucket.list('media/')).map((key) => key.split('/').slice(0, 3).join('/')),
  );
  assert.equal(generations.size, 1, [...generations].join('\n'));
  await second.child.stop();
  assert.deepEqual(readdirSync(join(first.dataDir, 'scratch')), []);
});

test('a worker that cannot work says why in one line', async (t) => {
  const own = new Scope(t);
  const env = { DATABASE_URL: await postgres.freshDatabase() };
  const bucket = await gateway.freshBucket();
  const oneLine = async (variables: Record<string, string>, words: RegExp) => {
    const [exit, errors] = await Worker.refusal(own, variables);
    assert.equal(exit.code, 1, errors);
    assert.match(errors, words);
    assert.equal(errors.trimEnd().split('\n').length, 1, errors);
  };

  await oneLine({}, /DATABASE_URL must be that of a PostgreSQL/);
  await oneLine(env, /shares its objects with the server: AWS_S3_BUCKET/);
  const dataDir = temporaryFolder(own);
  writeFileSync(join(dataDir, 'scratch'), 'in the way');
  await oneLine({ ...env, ...bucket.env, DATA_DIR: dataDir }, /^freshet: DATA_DIR: .*scratch/);
});

test('a server whose folder of scratch cannot be made says so in one line', async (t) => {
  const own = new Scope(t);
  const dataDir = temporaryFolder(own);
  writeFileSync(join(dataDir, 'scratch'), 'in the way');

  const server = await Server.launch(own, { dataDir });
  const exit = await within('the server ends', 30, server.child.exited);

  assert.equal(exit.code, 1, server.log);
  assert.match(server.child.errors, /^freshet: DATA_DIR: .*scratch: .*\n$/);
});

test('what a store that is away keeps from being done is done when it is back', async (t) => {
  const own = new Scope(t);
  const { server, shared } = await serverWithoutWorkers(own);
  const user = await newUser(server);
  const { id, jobId } = await uploadFilm(user, await smallFilm(own));
  const staff = await staffOf(server);
  await gateway.order('kill');
  await Worker.start(own, shared);

  const job = await until(
    'the job is put off',
    async () => {
      const { body } = await staff.get(`/api/jobs/${jobId}`);
      return body.status === 'QUEUED' && body.hindrance !== '' && body;
    },
    90,
  );
  assert.equal((await user.api.get(`/api/videos/${id}`)).body.status, 'PROCESSING');
  assert.equal(job.hindrance, 'the object store or the database is away');
  assert.equal(job.attempts, 0);

  await gateway.order('start');
  const video = await settled(user, id);
  assert.equal(video.status, 'READY', JSON.stringify(video.failure));
});
