import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { newUser, type Reply, type User } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope, temporaryFolder } from '../../testing/cleanup.ts';
import { Server } from '../../testing/server.ts';

const { stranger } = suite;
const gibibyte = 2 ** 30;
const tus = { 'Tus-Resumable': '1.0.0' };
const bytes = { ...tus, 'Content-Type': 'application/offset+octet-stream' };
const nobodys = '/api/uploads/0190163d-8694-739b-aea5-966c26f8ad91';

function post(user: User, path: string, headers: object, body?: string): Promise<Reply> {
  return user.api.call('POST', path, body, headers);
}

async function begin(user: User, headers: object = { 'Upload-Length': '8' }): Promise<string> {
  const reply = await post(user, '/api/uploads', { ...tus, ...headers });
  expectStatus(reply, 201);
  return reply.headers.get('location') ?? '';
}

function patch(user: User, path: string, offset: number, body: string, more = {}): Promise<Reply> {
  const headers = { ...bytes, 'Upload-Offset': String(offset), ...more };
  return user.api.call('PATCH', path, body, headers);
}

function sha1(text: string): object {
  return { 'Upload-Checksum': `sha1 ${createHash('sha1').update(text).digest('base64')}` };
}

/** Whatever the way on is, it refuses the same. */
async function eachWayOn(act: (method: string, more: object) => Promise<void>): Promise<void> {
  await act('PATCH', {});
  await act('POST', { 'X-HTTP-Method-Override': 'PATCH' });
}

test('an upload begins, goes on and is a video when it is whole', async () => {
  const ada = await suite.newUser();
  const title = Buffer.from('A film').toString('base64');
  const path = await begin(ada, { 'Upload-Length': '8', 'Upload-Metadata': `title ${title}` });
  const row = await ada.api.get(path.replace('uploads', 'videos'));
  assert.equal(row.body.status, 'UPLOADING');
  assert.equal(row.body.title, 'A film');

  expectStatus(await patch(ada, path, 0, 'four'), 204);
  const head = await ada.api.call('HEAD', path, undefined, tus);
  expectStatus(head, 200);
  assert.equal(head.headers.get('upload-offset'), '4');
  assert.equal(head.headers.get('upload-length'), '8');
  assert.equal(head.headers.get('upload-metadata'), `title ${title}`);
  const last = await post(
    ada,
    path,
    { ...bytes, 'Upload-Offset': '4', 'X-HTTP-Method-Override': 'PATCH' },
    'more',
  );
  expectStatus(last, 204);
  assert.ok(path.endsWith(last.headers.get('freshet-video') ?? '?'));
  const made = await ada.api.get(path.replace('uploads', 'videos'));
  assert.notEqual(made.body.status, 'UPLOADING');
});

test('an upload that is given up is gone', async () => {
  const ada = await suite.newUser();
  const path = await begin(ada);
  expectStatus(await ada.api.delete(path, tus), 204);
  expectProblem(await ada.api.delete(path, tus), 410, 'upload_gone');
  expectStatus(await ada.api.call('HEAD', path, undefined, tus), 410);
  await eachWayOn(async (method, more) => {
    const headers = { ...bytes, 'Upload-Offset': '0', ...more };
    expectProblem(await ada.api.call(method, path, 'four', headers), 410, 'upload_gone');
  });
});

test('nobody else sees an upload, or goes on with it', async () => {
  const ada = await suite.newUser();
  const eve = await suite.newUser();
  for (const path of [await begin(ada), nobodys, '/api/uploads/nothing']) {
    expectStatus(await eve.api.call('HEAD', path, undefined, tus), 404);
    expectProblem(await eve.api.delete(path, tus), 404, 'upload_not_found');
    await eachWayOn(async (method, more) => {
      const headers = { ...bytes, 'Upload-Offset': '0', ...more };
      expectProblem(await eve.api.call(method, path, 'x', headers), 404, 'upload_not_found');
    });
    expectStatus(await stranger.call('HEAD', path, undefined, tus), 401);
  }
});

test('a request that is none of tus is refused', async () => {
  const ada = await suite.newUser();
  const path = await begin(ada);
  const old = { 'Tus-Resumable': '0.2.2' };
  expectProblem(await post(ada, '/api/uploads', old), 412, 'tus_version');
  expectProblem(await ada.api.delete(path, old), 412, 'tus_version');
  expectStatus(await ada.api.call('HEAD', path, undefined, old), 412);
  await eachWayOn(async (method, more) => {
    const call = (headers: object) => ada.api.call(method, path, 'x', { ...headers, ...more });
    expectProblem(await call({ ...bytes, ...old }), 412, 'tus_version');
    expectProblem(await call({ ...bytes, 'Upload-Offset': 'x' }), 400, 'tus_malformed');
    expectProblem(await call(tus), 415, 'tus_content_type');
    expectProblem(await call({ ...bytes, 'Upload-Offset': '7' }), 409, 'upload_moved');
    const odd = { 'Upload-Offset': '0', 'Upload-Checksum': 'crc32 AAAAAA==' };
    expectProblem(await call({ ...bytes, ...odd }), 400, 'checksum_unknown');
    const wrong = { 'Upload-Offset': '0', ...sha1('y') };
    expectProblem(await call({ ...bytes, ...wrong }), 460, 'checksum_mismatch');
    const other = { 'Upload-Offset': '0', 'Upload-Length': '9' };
    expectProblem(await call({ ...bytes, ...other }), 409, 'upload_length_known');
    const long = await ada.api.call(method, path, '123456789', {
      ...bytes,
      'Upload-Offset': '0',
      ...more,
    });
    expectProblem(long, 413, 'video_too_large');
  });
});

test('an upload that cannot be begun leaves nothing', async () => {
  const ada = await suite.newUser();
  const refused = async (headers: object, status: number, code: string, body?: string) =>
    expectProblem(await post(ada, '/api/uploads', { ...tus, ...headers }, body), status, code);
  const one = { 'Upload-Length': '1' };
  const typed = { 'Content-Type': bytes['Content-Type'] };
  await refused({}, 400, 'tus_malformed');
  await refused({ ...one, 'Upload-Metadata': 'title !' }, 400, 'tus_metadata');
  await refused({ ...one, 'Upload-Concat': 'partial' }, 400, 'no_concatenation');
  await refused({ ...one, 'Upload-Checksum': 'crc32 AAAAAA==' }, 400, 'checksum_unknown');
  await refused({ ...one, ...typed, ...sha1('y') }, 460, 'checksum_mismatch', 'x');
  await refused({ 'Upload-Length': String(11 * gibibyte) }, 413, 'video_too_large');
  const odd = Buffer.from('everybody').toString('base64');
  const reply = await post(ada, '/api/uploads', {
    ...tus,
    ...one,
    'Upload-Metadata': `visibility ${odd}`,
  });
  expectProblem(reply, 422, 'validation_failed');
  assert.deepEqual(failingFields(reply), ['visibility']);
  const mine = await ada.api.get('/api/videos/my');
  assert.equal(mine.body.meta.total, 0);
});

function form(fields: Record<string, string | Blob>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

const file = new File(['bytes'], 'My film.mp4');
const formPaths = ['/api/videos/upload', '/api/media'];

test('a form with a file is a video and a job', async () => {
  const ada = await suite.newUser();
  for (const path of formPaths) {
    const reply = await ada.api.post(path, form({ video: file, visibility: 'unlisted' }));
    expectStatus(reply, 202);
    assert.equal(reply.body.id, reply.body.video.id);
    assert.equal(reply.body.video.title, 'My film');
    assert.equal(reply.body.video.visibility, 'unlisted');
    const job = await ada.api.get(`/api/jobs/${reply.body.jobId}`);
    expectStatus(job, 200);
  }
});

test('a form that is none, or has no file, is refused', async () => {
  const ada = await suite.newUser();
  for (const path of formPaths) {
    const call = (body: string | FormData) => ada.api.post(path, body);
    expectProblem(await call('{}'), 400, 'malformed_form');
    expectProblem(await call(form({ title: 'A film' })), 422, 'file_missing');
    const odd = await call(form({ video: file, visibility: 'everybody' }));
    expectProblem(odd, 422, 'validation_failed');
    assert.deepEqual(failingFields(odd), ['visibility']);
    expectProblem(await stranger.post(path, form({ video: file })), 401, 'unauthenticated');
  }
  const mine = await ada.api.get('/api/videos/my');
  assert.equal(mine.body.meta.total, 0);
});

test('a form that is larger than a video may be is refused', async (t) => {
  const own = new Scope(t);
  const dataDir = temporaryFolder(own);
  writeFileSync(join(dataDir, 'freshet.toml'), '[videos]\nsize_max = "1KiB"\n');
  const small = await Server.start(own, { dataDir });
  const { api } = await newUser(small);
  const large = new File([new Uint8Array(2048)], 'My film.mp4');
  for (const path of formPaths) {
    expectProblem(await api.post(path, form({ video: large })), 413, 'video_too_large');
  }
  await small.stop();
});

test('nobody has more on the way, or takes more room, than is right', async () => {
  const ada = await suite.newUser();
  const large = { 'Upload-Length': String(10 * gibibyte) };
  const open = await begin(ada, { 'Upload-Defer-Length': '1' });
  for (let i = 0; i < 10; ++i) await begin(ada, large);
  const full = await post(ada, '/api/uploads', { ...tus, ...large });
  expectProblem(full, 403, 'quota_exceeded');
  await eachWayOn(async (method, more) => {
    const headers = { ...bytes, 'Upload-Offset': '0', ...more };
    expectProblem(await ada.api.call(method, open, 'x', headers), 403, 'quota_exceeded');
  });
  for (const path of formPaths) {
    expectProblem(await ada.api.post(path, form({ video: file })), 403, 'quota_exceeded');
  }

  const eve = await suite.newUser();
  for (let i = 0; i < 20; ++i) await begin(eve);
  const more = await post(eve, '/api/uploads', { ...tus, 'Upload-Length': '1' });
  expectProblem(more, 409, 'too_many_uploads');
  for (const path of formPaths) {
    expectProblem(await eve.api.post(path, form({ video: file })), 409, 'too_many_uploads');
  }
});
