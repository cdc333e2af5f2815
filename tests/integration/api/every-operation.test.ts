import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api, expectRefusal, type Reply } from '../../testing/api.ts';
import { suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { claimsOf, headOf, signed } from '../../testing/jwt.ts';
import { type Operation, operations } from '../../testing/openapi.ts';
import { Server } from '../../testing/server.ts';

// What every operation refuses in the same way, wherever its description says that it does. What
// an operation refuses for reasons of its own is in the tests of its kind.

const user = await suite.newUser();
const admin = await suite.admin();
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

async function endedToken(): Promise<string> {
  const { api } = await suite.newUser();
  await api.post('/api/auth/logout');
  return api.token ?? '';
}

function expiredToken(): string {
  const token = user.api.token ?? '';
  const exp = Math.floor(Date.now() / 1000) - 1;
  return signed(headOf(token), { ...claimsOf(token), exp }, suite.jwtSecret);
}

const tokens: Record<string, string> = {
  unauthenticated: '',
  token_invalid: 'no.such.token',
  token_expired: expiredToken(),
  session_ended: await endedToken(),
};

/** Asks as somebody who may: as a user, or as the administrator where a user may not. */
async function ask(operation: Operation, path: string, body?: unknown, headers = {}) {
  const reply = await user.api.call(operation.method, path, body, headers);
  if (reply.status !== 403 || reply.body.code !== 'forbidden') return reply;
  return admin.api.call(operation.method, path, body, headers);
}

function send(operation: Operation, body: string, headers = {}): Promise<Reply> {
  return ask(operation, operation.at(nobodys), body, headers);
}

/** More than it takes, but no more than a client can send before it hears so. */
async function sendTooMuch(operation: Operation): Promise<Reply> {
  const reply = await send(operation, ' '.repeat(80 * 1024));
  if (reply.status === 413) return reply;
  const more = await send(operation, ' '.repeat(1200 * 1024));
  return more.status === 413 ? more : send(operation, ' '.repeat(8 * 1024 * 1024 + 1));
}

type Attempt = (operation: Operation) => Promise<Reply>;

const bodies: Record<string, [number, Attempt]> = {
  malformed_json: [400, (operation) => send(operation, '{"a":')],
  json_too_deep: [400, (operation) => send(operation, `{"a":${'['.repeat(5000)}`)],
  not_an_object: [400, (operation) => send(operation, '[]')],
  payload_too_large: [413, sendTooMuch],
  unsupported_media_type: [
    415,
    (operation) => send(operation, '{}', { 'Content-Type': 'text/plain' }),
  ],
  validation_failed: [422, (operation) => send(operation, '{"noSuchField":1}')],
};

/** A value that no parameter takes. */
function wrongQuery({ query }: Operation): Record<string, string> {
  return Object.fromEntries(query.map(({ name }) => [name, '\0']));
}

const queries: Record<string, [number, Attempt]> = {
  malformed_request: [400, (operation) => ask(operation, `${operation.at(nobodys)}?a=%f`)],
  validation_failed: [
    422,
    (operation) => ask(operation, operation.at(nobodys, wrongQuery(operation))),
  ],
};

const longName = 'x'.repeat(2000);
const others: Record<string, [number, Attempt]> = {
  not_found: [404, (operation) => ask(operation, operation.at(longName))],
  origin_refused: [
    403,
    (operation) => send(operation, '{}', { Origin: 'https://elsewhere.example' }),
  ],
};

for (const operation of operations) {
  const { id, method } = operation;

  if (operation.takesToken) {
    test(`${id} refuses tokens that are not good`, async () => {
      for (const [code, token] of Object.entries(tokens)) {
        if (code === 'unauthenticated' && !operation.needsToken) continue;
        const reply = await suite.api(token).call(method, operation.at(nobodys));
        expectRefusal(operation, reply, 401, code);
      }
    });
  }

  if (operation.codes(403).includes('forbidden')) {
    test(`${id} is not for everybody`, async () => {
      const { status } = await user.api.call(method, operation.at(nobodys), operation.example);
      const isForStaff = operation.path.startsWith('/api/admin/');
      assert.ok(status === 403 || (!isForStaff && [404, 422].includes(status)), `${status}`);
    });
  }

  const takesBody = operation.codes(400).includes('malformed_json');
  const attempts = { ...others, ...(takesBody ? bodies : queries) };
  const refused = Object.entries(attempts).filter(([code, [status]]) => {
    if (!operation.codes(status).includes(code)) return false;
    if (code === 'not_found') return operation.parameterCount > 0;
    // A form or a field says what is wrong with it in a way of its own.
    return code !== 'validation_failed' || takesBody || operation.query.length > 0;
  });
  if (refused.length === 0) continue;
  test(`${id} refuses what is broken`, async () => {
    for (const [code, [status, attempt]] of refused) {
      expectRefusal(operation, await attempt(operation), status, code);
    }
  });
}

test('every operation that says so is limited', async (t) => {
  const env = {
    RATE_LIMIT_MAX_REQUESTS: '1',
    RATE_LIMIT_UPLOADS: '1',
    RATE_LIMIT_WINDOW_MS: '86400000',
  };
  const strict = await Server.start(new Scope(t), { env });
  const stranger = new Api(strict);
  await stranger.get('/api/instance');
  await stranger.call('HEAD', `/api/uploads/${nobodys}`);
  for (const operation of operations) {
    if (!operation.codes(429).includes('rate_limited')) continue;
    const reply = await stranger.call(operation.method, operation.at(nobodys));
    expectRefusal(operation, reply, 429, 'rate_limited');
  }
  await strict.stop();
});
