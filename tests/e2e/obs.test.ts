import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { assertWhole, decode, flvFile } from '../testing/ffmpeg.ts';
import { publishWithObs } from '../testing/obs.ts';
import { assertPlays } from '../testing/picture.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));

test('OBS publishes, Chromium plays, and when OBS leaves the stream ends', async (t) => {
  const scope = new Scope(t);
  const film = join(temporaryFolder(scope), 'film.flv');
  const picture = 'testsrc2=size=640x360:rate=30';
  writeFileSync(film, await flvFile(scope, { seconds: 10, picture }));
  const { api, handle, key } = await newStreamer(server);

  const obs = await publishWithObs(scope, server.rtmpUrl, key, film);
  await until('the stream is live', () => api.isLive(handle), 40);

  const visitor = await Visitor.arrive(scope);
  await visitor.page.goto(`${server.url}/@${handle}`);
  await assertPlays(visitor.page, 5);
  assert.deepEqual(visitor.complaints, []);
  assertWhole(await decode(scope, playbackUrls(server, handle).flv, 5), 5);

  await obs.stop(20);
  await until('the stream has ended', async () => !(await api.isLive(handle)), 40);
});

test('the server ends in order', () => server.stop());
