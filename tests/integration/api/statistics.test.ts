import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api, newStreamer, playbackUrls } from '../../testing/api.ts';
import { Scope } from '../../testing/cleanup.ts';
import { publish } from '../../testing/ffmpeg.ts';
import { Server } from '../../testing/server.ts';
import { FlvViewer } from '../../testing/viewer.ts';
import { until } from '../../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const anybody = new Api(server);
const ada = await newStreamer(server);
const eve = await newStreamer(server);
const { flv, wsFlv, hls } = playbackUrls(server, ada.handle);
publish(scope, `${server.rtmpUrl}/${ada.key}`);
await until('the stream is live', () => ada.api.isLive(ada.handle));
const stream: string = (await ada.api.get(`/api/streams/${ada.handle}`)).body.id;
const channel = `/api/statistics/channel/${ada.handle}`;

test('a view is written while it goes on, and a tab more is none', async () => {
  const viewers = [
    await FlvViewer.http(scope, `${flv}?v=browser-1`),
    await FlvViewer.webSocket(scope, `${wsFlv}?v=browser-1`),
    await FlvViewer.http(scope, `${flv}?v=browser-2`),
  ];
  const own = (await ada.api.get(`/api/streams/${stream}/stream`)).body.playback.flv;
  viewers.push(await FlvViewer.http(scope, own)); // The owner's preview.
  // The peak is of all who were there, and written a moment after the views.
  const totals = await until('two views of four viewers', async () => {
    const { body } = await ada.api.get(channel);
    return body.totalViews >= 2 && body.peakViewers >= 4 && body;
  });
  assert.deepEqual([totals.totalViews, totals.uniqueViewers], [2, 2]);
  assert.equal(totals.isLive, true);
  for (const viewer of viewers) viewer.leave();
  assert.equal((await ada.api.get(`/api/streams/${stream}`)).body.viewCount, 2);
});

test('playback over HLS is a view by its session', async () => {
  const master = await (await fetch(`${hls}?v=browser-3`)).text();
  const media = new URL(/^video\.m3u8\S*$/m.exec(master)?.[0] ?? '', hls);
  const before = (await ada.api.get(channel)).body.totalViews;
  await until('another view', async () => {
    assert.equal((await fetch(media)).status, 200);
    return (await ada.api.get(channel)).body.totalViews > before;
  });
});

test('beacons make a view of no more than the time that passed', async () => {
  const before = (await ada.api.get(channel)).body;
  const beacon = (more = {}) =>
    anybody.post('/api/playback/beacon', {
      viewId: 'browser-4',
      streamId: stream,
      watched: 60,
      ...more,
    });
  const after = await until('another view', async () => {
    assert.equal((await beacon()).status, 200);
    const { body } = await ada.api.get(channel);
    return body.totalViews > before.totalViews && body;
  });
  assert.ok(after.watchTime - before.watchTime < 30);
  assert.equal((await beacon({ watched: 61 })).status, 422);
  assert.equal((await beacon({ userId: stream })).status, 422);
  assert.equal((await beacon({ viewId: 'a b c d e' })).status, 422);
  assert.equal((await beacon({ streamId: ada.handle })).status, 422);
});

test('days come with zeros, oldest first, by pages', async () => {
  const { status, body } = await ada.api.get(`${channel}/daily`);
  assert.equal(status, 200);
  assert.equal(body.data.length, 30);
  assert.ok(body.data.at(-1).totalViews >= 4);
  assert.deepEqual(
    { ...body.data[0], date: '' },
    { date: '', totalViews: 0, uniqueViewers: 0, avgWatchTime: 0, peakViewers: 0 },
  );
  const page = (await ada.api.get(`${channel}/daily?page=2&limit=20`)).body;
  assert.deepEqual(page.meta, { page: 2, limit: 20, total: 30, totalPages: 2 });
  assert.deepEqual(page.data, body.data.slice(20));
  assert.equal((await ada.api.get(`${channel}/daily?from=2020-01-01`)).status, 422);
  assert.equal((await ada.api.get(`${channel}/daily?to=yesterday`)).status, 422);
});

test('the streams with the most views, and the sums of all channels', async () => {
  const top = (await ada.api.get(`${channel}/top-streams?limit=5`)).body.data;
  assert.equal(top[0].streamId, stream);
  assert.ok(top[0].totalViews >= 4);
  const { body } = await ada.api.get('/api/statistics/user/me/overview');
  assert.equal(body.totalViews, top[0].totalViews);
  assert.deepEqual([body.newSubscriptions, body.conversion], [0, 0]);
});

test('statistics are for the owner', async () => {
  for (const path of [
    channel,
    `${channel}/daily`,
    `${channel}/top-streams`,
    `/api/statistics/user/${ada.username}/overview`,
  ]) {
    assert.equal((await anybody.get(path)).status, 401, path);
    assert.equal((await eve.api.get(path)).status, 403, path);
  }
  assert.equal((await eve.api.get('/api/statistics/channel/nobody')).status, 404);
  assert.equal((await eve.api.get('/api/statistics/user/nobody/overview')).status, 404);
});

test('the server ends in order', () => server.stop());
