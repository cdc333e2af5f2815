import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Child } from './child.ts';
import { Scope, temporaryFolder } from './cleanup.ts';
import { assertWhole, decode, flvFile } from './ffmpeg.ts';
import { publishWithObs } from './obs.ts';
import { freePort } from './ports.ts';
import { within } from './wait.ts';

test('OBS streams a film to whoever listens', async (t) => {
  const scope = new Scope(t);
  const film = join(temporaryFolder(scope), 'film.flv');
  writeFileSync(film, await flvFile(scope, { seconds: 10 }));
  const port = await freePort();
  const url = `rtmp://127.0.0.1:${port}/live/key`;
  const listen = ['ffmpeg', '-nostdin', '-v', 'error', '-listen', '1', '-i', url, '-t', '4'];
  const server = new Child(scope, [...listen, '-c', 'copy', '-f', 'flv', '-'], { bytes: true });

  await publishWithObs(scope, `rtmp://127.0.0.1:${port}/live`, 'key', film);

  await within('four seconds have come', 60, server.exited);
  assertWhole(await decode(scope, server.output), 4);
});
