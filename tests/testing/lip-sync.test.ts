import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Scope } from './cleanup.ts';
import { flvFile } from './ffmpeg.ts';
import { audioTag, readTags, writeTags } from './flv.ts';
import { beepsAfterFlashes, clapper } from './lip-sync.ts';

test('sound that is late is measured to be as late as it is', async (t) => {
  const scope = new Scope(t);
  const tags = readTags(await flvFile(scope, { ...clapper, seconds: 4 }));
  const delayed = (delay: number) =>
    tags.map((tag) => (tag.type === audioTag ? { ...tag, timestamp: tag.timestamp + delay } : tag));

  for (const delay of [0, 60]) {
    const lags = await beepsAfterFlashes(scope, writeTags(delayed(delay)));

    assert.equal(lags.length, 4);
    for (const lag of lags)
      assert.ok(Math.abs(lag - delay / 1000) < 0.02, `${lags} for ${delay} ms`);
  }
});
