import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { openRoom, say } from '../../testing/chat-rows.ts';

const { server, stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

function about(user: { id: string }, more = {}) {
  return { subject: 'user', subjectId: user.id, reason: 'spam', ...more };
}

test('the same report is the same one until a moderator has decided', async () => {
  const [ada, eve, admin] = [await suite.newUser(), await suite.newUser(), await suite.admin()];
  const first = await eve.api.post('/api/reports', about(ada, { details: 'Links.' }));
  expectStatus(first, 201);
  const again = await eve.api.post('/api/reports', about(ada, { reason: 'other' }));
  expectStatus(again, 200);
  assert.deepEqual(again.body, first.body);
  const own = first.headers.get('location') ?? '';
  assert.deepEqual((await eve.api.get(own)).body, first.body);
  expectProblem(await ada.api.get(own), 404, 'not_found');
  const path = `/api/admin/reports/${first.body.id}`;

  const found = await admin.api.get(path);
  assert.equal(found.body.reporter.username, eve.username);
  assert.equal(found.body.details, 'Links.');
  const open = await admin.api.all('/api/admin/reports?status=open&subject=user', 100);
  assert.ok(open.some(({ id }) => id === first.body.id));

  const decided = await admin.api.patch(path, { status: 'dismissed', note: 'A joke.' });
  expectStatus(decided, 200);
  assert.equal(decided.body.handledBy, admin.id);
  assert.equal((await admin.api.patch(path, { status: 'resolved' })).body.note, 'A joke.');
  const anew = await eve.api.post('/api/reports', about(ada));
  assert.notEqual(anew.body.id, first.body.id);
});

test('channels can be reported, and what is not there cannot', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const channel = (await stranger.get(`/api/channels/${ada.handle}`)).body;
  const report = { subject: 'channel', subjectId: channel.id, reason: 'hate' };
  expectStatus(await eve.api.post('/api/reports', report), 201);

  for (const subject of ['stream', 'user', 'channel', 'message', 'video']) {
    const reply = await eve.api.post('/api/reports', about({ id: nobodys }, { subject }));
    expectProblem(reply, 404, 'subject_not_found');
  }
});

test('a report says what is wrong with what, and nothing else', async () => {
  const { api, id } = await suite.newUser();
  assert.deepEqual(failingFields(await api.post('/api/reports', {})), [
    'reason',
    'subject',
    'subjectId',
  ]);
  const forged = about({ id }, { status: 'resolved', reporter: nobodys });
  assert.deepEqual(failingFields(await api.post('/api/reports', forged)), ['reporter', 'status']);
  const long = about({ id }, { details: 'x'.repeat(2001) });
  assert.deepEqual(failingFields(await api.post('/api/reports', long)), ['details']);
});

test('a report of a message says where it was said, so that it can be read', async () => {
  const [ada, eve, admin] = [await suite.newUser(), await suite.newUser(), await suite.admin()];
  const room = await openRoom(ada);
  const message = await say(server, room, ada, 'Buy now.');
  const report = about({ id: message }, { subject: 'message' });
  const { body } = await eve.api.post('/api/reports', report);
  assert.ok(!('streamId' in body));

  const filed = (await admin.api.get(`/api/admin/reports/${body.id}`)).body;
  assert.equal(filed.streamId, room);
  const found = await admin.api.get(`/api/chat/${filed.streamId}/messages/${filed.subjectId}`);
  assert.equal(found.body.message, 'Buy now.');
  const other = await eve.api.post('/api/reports', about(ada));
  const { streamId } = (await admin.api.get(`/api/admin/reports/${other.body.id}`)).body;
  assert.equal(streamId, null);
});

test('reports are for moderators', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const { body } = await eve.api.post('/api/reports', about(ada));
  const path = `/api/admin/reports/${body.id}`;

  expectProblem(await stranger.post('/api/reports', about(ada)), 401, 'unauthenticated');
  for (const target of ['/api/admin/reports', path]) {
    expectProblem(await stranger.get(target), 401, 'unauthenticated');
    expectProblem(await eve.api.get(target), 403, 'forbidden');
  }
  expectProblem(await ada.api.patch(path, { status: 'dismissed' }), 403, 'forbidden');
});

test('a decision is one of two', async () => {
  const [ada, eve, admin] = [await suite.newUser(), await suite.newUser(), await suite.admin()];
  const { body } = await eve.api.post('/api/reports', about(ada));
  const path = `/api/admin/reports/${body.id}`;

  const wrong = await admin.api.patch(path, { status: 'open', handledBy: nobodys });
  assert.deepEqual(failingFields(wrong), ['handledBy', 'status']);
  const none = await admin.api.patch(`/api/admin/reports/${nobodys}`, { status: 'resolved' });
  expectProblem(none, 404, 'not_found');
  expectProblem(await admin.api.get(`/api/admin/reports/${nobodys}`), 404, 'not_found');
});

test('nobody floods the moderators', async () => {
  const { api } = await suite.newUser();
  // Streams, since an account costs the time of its password.
  const owners = await Promise.all(Array.from({ length: 10 }, () => suite.newUser()));
  for (let index = 0; index < 100; ++index) {
    const planned = await owners[index % 10]?.api.post('/api/streams', { title: `${index}` });
    const report = about(planned?.body, { subject: 'stream' });
    expectStatus(await api.post('/api/reports', report), 201);
  }

  const more = about(await suite.newUser());
  expectProblem(await api.post('/api/reports', more), 409, 'too_many_reports');
});
