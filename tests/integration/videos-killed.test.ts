import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Api, expectStatus, newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { databaseKind, databaseOf } from '../testing/database.ts';
import { alive, groupsOf } from '../testing/processes.ts';
import { isLong, Server } from '../testing/server.ts';
import { smallFilm, uploadFilm } from '../testing/videos.ts';
import { pause, until } from '../testing/wait.ts';
import { Worker } from '../testing/worker.ts';

const count = isLong ? 50 : 12;
const kills = isLong ? 12 : 4;
const admin = { email: 'admin@example.com', password: 'the admin of the tests' };
const letter = Buffer.from('This is a letter, and no video.\n');

/** A server whose workers are killed with it, and on PostgreSQL another program of workers. */
class Workshop {
  readonly #scope: Scope;
  readonly #dataDir: string;
  server!: Server;
  worker: Worker | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#dataDir = temporaryFolder(scope);
    writeFileSync(join(this.#dataDir, 'freshet.toml'), '[videos]\nworkers = 2\n');
  }

  /** Starts what does not run. */
  async start(): Promise<void> {
    const { port, rtmpPort } = this.server ?? {};
    const env = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
    const ports = port && rtmpPort ? { port, rtmpPort } : {};
    if (!this.server?.child.running)
      this.server = await Server.start(this.#scope, { dataDir: this.#dataDir, env, ...ports });
    if (databaseKind !== 'postgresql') return;
    const { DATABASE_URL = '' } = await databaseOf(this.#dataDir);
    this.worker ??= await Worker.start(this.#scope, { DATABASE_URL, DATA_DIR: this.#dataDir });
  }

  /** Kills one or the other, and all that it had begun is dead. */
  async killOne(): Promise<void> {
    const victim = this.worker && Math.random() < 0.5 ? this.worker : this.server;
    const groups = groupsOf(victim.child.pid);
    await victim.child.kill();
    if (victim === this.worker) this.worker = undefined;
    await until('its children are dead', () => alive(groups).length === 0);
    await this.start();
  }

  async stop(): Promise<void> {
    await this.worker?.child.stop();
    await this.server.stop();
  }

  files(folder: string): string[] {
    const root = join(this.#dataDir, folder);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  }

  get scratch(): string[] {
    return readdirSync(join(this.#dataDir, 'scratch'));
  }
}

/** The keys that there are to be of a video with one generation of media. */
function keysOf(id: string, generation: string | undefined): string[] {
  const files = ['audio.m3u8', 'audio.mp4', 'source.m3u8', 'source.mp4', 'video.mp4'];
  return generation === undefined
    ? [`uploads/${id}`]
    : [
        `uploads/${id}`,
        `pictures/${id}/${generation}.webp`,
        ...files.map((file) => `media/${id}/${generation}/${file}`),
      ];
}

test('jobs end once, and leave nothing, however often their workers are killed', async (t) => {
  const workshop = new Workshop(new Scope(t));
  await workshop.start();
  const user = await newUser(workshop.server);
  const film = await smallFilm(new Scope(t));
  const api = () => new Api(workshop.server, user.api.token);

  const wanted = new Map<string, string>();
  for (let i = 0; i < count; ++i) {
    const isFilm = i % 4 !== 3;
    const { id } = await uploadFilm({ ...user, api: api() }, isFilm ? film : letter);
    wanted.set(id, isFilm ? 'READY' : 'FAILED');
    if (i % Math.ceil(count / kills) === 1) {
      await pause(Math.random() * 1500);
      await workshop.killOne();
    }
  }
  const states = async () =>
    new Map((await api().all('/api/videos/my')).map(({ id, status }) => [id, status]));
  await until(
    'every video has come to an end',
    async () => ![...(await states()).values()].includes('PROCESSING'),
    isLong ? 600 : 150,
  );

  assert.deepEqual(new Map([...(await states())].toSorted()), new Map([...wanted].toSorted()));
  const staff = new Api(workshop.server);
  const session = await staff.post('/api/auth/login', admin);
  expectStatus(session, 200);
  staff.token = session.body.token;
  const jobs = (await staff.all('/api/admin/jobs')).filter(({ kind }) => kind !== 'delete');
  assert.deepEqual(jobs.map(({ videoId }) => videoId).toSorted(), [...wanted.keys()].toSorted());
  for (const { videoId, status } of jobs)
    assert.equal(status, wanted.get(videoId) === 'READY' ? 'COMPLETED' : 'FAILED');
  const told = await api().following('/api/notifications');
  // What ends while no server is there to tell of it stands in the list of videos alone.
  assert.equal(new Set(told.map(({ data }) => data.videoId)).size, told.length, 'told twice');
  assert.ok(told.length > 0 && told.length <= wanted.size);

  await workshop.stop();
  const found = workshop.files('objects');
  const expected = [...wanted].flatMap(([id, status]) => {
    const media = found.find((key) => key.startsWith(`media/${id}/`));
    return keysOf(id, status === 'READY' ? media?.split('/')[2] : undefined);
  });
  assert.deepEqual(found, expected.toSorted());
  assert.deepEqual(workshop.scratch, []);
});
