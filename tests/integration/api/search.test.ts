import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';

const { stranger } = suite;

function search(words: string, more = '') {
  return stranger.all(`/api/search?q=${encodeURIComponent(words)}${more}`, 2);
}

test('streams and channels are found by their words, what is on air first', async (t) => {
  const streamer = await suite.newStreamer();
  const { api, username, handle } = streamer;
  const { body: later } = await api.post('/api/streams', {
    title: 'Quixotic Caf\u00e9',
    scheduledAt: new Date(Date.now() + 24 * 3600_000).toISOString(),
  });
  const onAir = await suite.publish(new Scope(t), streamer);

  const found = await search(username);
  assert.deepEqual(found.map(({ type }) => type).toSorted(), ['channel', 'stream', 'stream']);
  assert.equal(found.at(-1)?.stream?.id, later.id);
  const [channel, ...others] = await search(username, '&type=channels');
  assert.equal(channel.channel.handle, handle);
  assert.equal(channel.channel.isLive, true);
  assert.deepEqual(others, []);
  const streams = await search(username, '&type=streams');
  assert.deepEqual(
    streams.map(({ stream }) => stream.id),
    [onAir.stream.id, later.id],
  );
  for (const words of ['QUIXOTIC cafe', 'caf\u00e9 quix', `${username} cafe`]) {
    assert.deepEqual(
      (await search(words)).map(({ stream }) => stream.id),
      [later.id],
    );
  }
});

test('what is changed, hidden or deleted is found as it is', async () => {
  const { api } = await suite.newUser();
  const { body } = await api.post('/api/streams', { title: 'Zymurgy' });
  const path = `/api/streams/${body.id}`;
  assert.equal((await search('zymurgy')).length, 1);
  await api.patch(path, { title: 'Vexillology' });
  assert.deepEqual([(await search('zymurgy')).length, (await search('vexill')).length], [0, 1]);
  await api.patch(path, { visibility: 'unlisted' });
  assert.deepEqual(await search('vexillology'), []);
  await api.patch(path, { visibility: 'public' });
  expectStatus(await api.delete(path), 200);
  assert.deepEqual(await search('vexillology'), []);
});

test('nothing that people type is a command', async () => {
  for (const words of [
    '"',
    "'",
    '*',
    'a" OR "b',
    'NEAR(a b)',
    'title:x',
    '\\',
    '(((',
    '%',
    'a & !b',
  ]) {
    const reply = await stranger.get(`/api/search?q=${encodeURIComponent(words)}`);
    expectStatus(reply, 200);
  }
  const wrong = await stranger.get('/api/search?type=everything&page=0');
  expectProblem(wrong, 422, 'validation_failed');
  assert.deepEqual(failingFields(wrong), ['page', 'q', 'type']);
});
