import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { wholeRun } from '../../testing/cleanup.ts';
import { newVideo, settled, uploadFilm } from '../../testing/videos.ts';

const { stranger } = suite;
const nobodys = '/api/videos/0190163d-8694-739b-aea5-966c26f8ad91';
const ada = await suite.newUser();
const eve = await suite.newUser();
const film = await newVideo(wholeRun, ada, {
  title: `Film of ${ada.username}`,
  visibility: 'public',
});
const secret = await newVideo(wholeRun, ada, { title: 'Secret' });
const broken = await uploadFilm(ada, new TextEncoder().encode('no film at all'), {
  title: 'Broken',
});
const failed = await settled(ada, broken.id);

function at({ id }: { id: string }, more = ''): string {
  return `/api/videos/${id}${more}`;
}

test('what was uploaded plays, and says what it is', async () => {
  const reply = await stranger.get(at(film));
  expectStatus(reply, 200);
  assert.equal(reply.body.status, 'READY');
  assert.ok(Math.abs(reply.body.duration - 2) < 0.2, `${reply.body.duration} s`);
  assert.deepEqual([reply.body.width, reply.body.height], [320, 180]);
  assert.equal(reply.body.owner.username, ada.username);
  assert.equal(reply.body.channel.handle, ada.handle);
  assert.match(reply.body.playback.hls, new RegExp(`/vod/${film.id}/master\\.m3u8$`));
  const stream = await stranger.get(at(film, '/stream'));
  expectStatus(stream, 200);
  assert.equal(stream.body.url, reply.body.playback.hls);
  assert.equal(stream.body.expiresAt, null);
});

test('what is private is there for its owner and the staff alone', async () => {
  const admin = await suite.admin();
  for (const api of [stranger, eve.api]) {
    expectProblem(await api.get(at(secret)), 404, 'video_not_found');
    expectProblem(await api.get(at(secret, '/stream')), 404, 'video_not_found');
  }
  expectStatus(await admin.api.get(at(secret)), 200);
  const stream = await ada.api.get(at(secret, '/stream'));
  expectStatus(stream, 200);
  assert.match(stream.body.url, /\/t\/[^/]+\/vod\//);
  assert.ok(Date.parse(stream.body.expiresAt) > Date.now() + 6 * 3600_000);
  expectProblem(await ada.api.get(at(failed, '/stream')), 409, 'video_not_ready');
});

test('the library lists what everybody may see, page by page', async () => {
  const query = `/api/videos?q=${ada.username}`;
  const found = await stranger.all(query, 1);
  assert.deepEqual(
    found.map(({ id }) => id),
    [film.id],
  );
  expectProblem(await stranger.get('/api/videos?category=nonsense'), 422);
  for (const path of [`/api/channels/${ada.handle}/videos`, `/api/users/${ada.username}/videos`]) {
    assert.equal((await stranger.all(path)).length, 1);
    assert.equal((await ada.api.all(path, 2)).length, 3);
  }
  expectProblem(await stranger.get('/api/channels/no-such/videos'), 404, 'channel_not_found');
  expectProblem(await stranger.get('/api/users/no-such/videos'), 404, 'not_found');
  expectProblem(await stranger.get('/api/users/me/videos'), 401, 'unauthenticated');
  const search = await stranger.all(`/api/search?q=${ada.username}&type=videos`);
  assert.equal(search[0].video.id, film.id);
});

test('my videos are there in every status', async () => {
  assert.equal((await ada.api.all('/api/videos/my', 2)).length, 3);
  const failures = await ada.api.all('/api/videos/my?status=FAILED');
  assert.equal(failures[0].id, broken.id);
  assert.equal(failures[0].failure.code, 'not_a_video');
  assert.deepEqual(await eve.api.all('/api/videos/my'), []);
  const storage = await ada.api.get('/api/users/me/storage');
  expectStatus(storage, 200);
  assert.ok(storage.body.usedBytes >= film.sizeBytes + secret.sizeBytes);
});

test('its owner says anew what a video is, and nobody else does', async () => {
  const body = { title: 'Anew', tags: ['oil', 'OIL'], categories: ['art'], visibility: 'unlisted' };
  const changed = await ada.api.patch(at(film), body);
  expectStatus(changed, 200);
  assert.deepEqual(changed.body.tags, ['oil']);
  assert.equal(changed.body.categories[0].slug, 'art');
  expectProblem(await eve.api.patch(at(film), { title: 'Mine' }), 403, 'forbidden');
  expectProblem(await eve.api.delete(at(film)), 403, 'forbidden');
  expectProblem(await eve.api.patch(at(secret), { title: 'Mine' }), 404, 'video_not_found');
  expectProblem(await eve.api.delete(at(secret)), 404, 'video_not_found');
  const wrong = await ada.api.patch(at(film), { title: '', status: 'READY', userId: eve.id });
  assert.deepEqual(failingFields(wrong), ['status', 'title', 'userId']);
  const channel = await eve.api.get(`/api/channels/${eve.handle}`);
  const moved = await ada.api.patch(at(film), { channelId: channel.body.id });
  assert.deepEqual(failingFields(moved), ['channelId']);
  expectStatus(await ada.api.patch(at(film), { visibility: 'public' }), 200);
});

test('a failure is told in words, and can be tried again', async () => {
  assert.equal(failed.status, 'FAILED');
  const spanish = await ada.api.get(at(failed), { 'Accept-Language': 'es' });
  assert.notEqual(spanish.body.failure.message, failed.failure.message);
  expectProblem(await eve.api.post(at(failed, '/retry')), 404, 'video_not_found');
  expectProblem(await eve.api.post(at(film, '/retry')), 403, 'forbidden');
  expectProblem(await ada.api.post(at(film, '/retry')), 409, 'video_not_failed');

  const retried = await ada.api.post(at(failed, '/retry'));
  expectStatus(retried, 202);
  assert.equal(retried.body.videoId, failed.id);
  const job = await ada.api.get(`/api/jobs/${retried.body.id}`);
  expectStatus(job, 200);
  expectProblem(await eve.api.get(`/api/jobs/${retried.body.id}`), 404, 'job_not_found');
  assert.equal((await settled(ada, failed.id)).status, 'FAILED');
});

test('the staff sees jobs and what all of it takes, and tries again', async () => {
  const admin = await suite.admin();
  const jobs = await admin.api.get('/api/admin/jobs?status=FAILED&limit=100');
  expectStatus(jobs, 200);
  const job = jobs.body.data.find(({ videoId }: any) => videoId === failed.id);
  assert.equal(job.failure.code, 'not_a_video');
  const again = `/api/admin/jobs/${job.id}/retry`;
  expectStatus(await admin.api.post(again), 202);
  assert.equal((await settled(ada, failed.id)).status, 'FAILED');
  const done = await admin.api.get('/api/admin/jobs?status=COMPLETED&limit=1');
  const completed = `/api/admin/jobs/${done.body.data[0].id}/retry`;
  expectProblem(await admin.api.post(completed), 409, 'job_not_failed');
  expectProblem(await admin.api.post('/api/admin/jobs/none/retry'), 404, 'job_not_found');
  const storage = await admin.api.get('/api/admin/storage');
  expectStatus(storage, 200);
  assert.ok(storage.body.freeBytes > 0);
  assert.ok(storage.body.users.some(({ username }: any) => username === ada.username));
  for (const path of ['/api/admin/jobs', '/api/admin/storage']) {
    expectProblem(await ada.api.get(path), 403, 'forbidden');
  }
});

test('a video goes on where it was left', async () => {
  const progress = at(film, '/progress');
  assert.equal((await eve.api.get(progress)).body.watchedAt, null);
  expectStatus(await eve.api.put(progress, { position: 0.5 }), 200);
  assert.equal((await eve.api.get(progress)).body.position, 0.5);
  const history = await eve.api.all('/api/users/me/history');
  assert.deepEqual([history[0].video.id, history[0].position], [film.id, 0.5]);
  const wrong = await eve.api.put(progress, { position: -1, userId: ada.id });
  assert.deepEqual(failingFields(wrong), ['position', 'userId']);
  expectProblem(await eve.api.put(at(secret, '/progress'), { position: 1 }), 404);
  expectProblem(await eve.api.get(at(secret, '/progress')), 404, 'video_not_found');
  expectProblem(await ada.api.put(at(failed, '/progress'), { position: 1 }), 409);
  expectStatus(await eve.api.delete(`/api/users/me/history?videoId=${film.id}`), 200);
  assert.deepEqual(await eve.api.all('/api/users/me/history'), []);
});

test('an account takes its videos and its history along', async () => {
  const { body } = await ada.api.get('/api/users/me/export');
  const ids = body.media.map(({ id }: { id: string }) => id);
  assert.ok(ids.includes(film.id) && ids.includes(secret.id));
  assert.ok(Array.isArray(body.history));
});

test('owners are told what has become of their videos', async () => {
  const { body } = await ada.api.get('/api/notifications');
  const kinds = new Map(body.data.map(({ kind, data }: any) => [data.videoId, kind]));
  assert.equal(kinds.get(film.id), 'video_ready');
  assert.equal(kinds.get(failed.id), 'video_failed');
});

test('what is deleted is gone, also from its owner', async () => {
  const video = await newVideo(wholeRun, ada, { title: 'Gone' });
  expectStatus(await ada.api.delete(at(video)), 200);
  expectProblem(await ada.api.get(at(video)), 404, 'video_not_found');
  for (const method of ['PATCH', 'DELETE']) {
    expectProblem(await ada.api.call(method, nobodys), 404, 'video_not_found');
  }
});
