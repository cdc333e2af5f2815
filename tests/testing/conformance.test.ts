import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Scope, temporaryFolder } from './cleanup.ts';

const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};
const thing = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } };
const body = {
  required: true,
  content: { 'application/json': { schema: { ...thing, additionalProperties: false } } },
};
const described = {
  openapi: '3.1.0',
  paths: {
    '/api/things/{id}': {
      post: {
        operationId: 'makeThing',
        security: [{ bearer: [] }],
        requestBody: body,
        responses: {
          201: {
            description: 'Made',
            headers: { Location: {} },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          404: { $ref: '#/components/responses/gone.not_found' },
          429: { $ref: '#/components/responses/gone.not_found' },
        },
      },
    },
  },
  components: {
    schemas: { Problem: problem, Thing: { ...thing, required: ['id'] } },
    responses: {
      'gone.not_found': {
        description: '`gone`, `not_found`',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  },
};

// A program that can only say what it would serve.
const fake = join(temporaryFolder(new Scope({ after })), 'fake.mjs');
const text = JSON.stringify(described);
writeFileSync(fake, `#!${process.execPath}\nconsole.log(${JSON.stringify(text)});`, {
  mode: 0o755,
});
process.env.FRESHET_BIN = fake;
const { assertConforms, seen } = await import('./conformance.ts');

const id = '0190163d-8694-739b-aea5-966c26f8ad91';
const made = {
  method: 'POST',
  path: '/api/things/1?a=b',
  sent: { id } as unknown,
  status: 201,
  headers: { 'content-type': 'application/json', location: `/api/things/${id}` } as object,
  body: { id } as unknown,
};
const notFound = {
  ...made,
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: {
    type: 'urn:freshet:problem:not_found',
    title: 'Not found',
    status: 404,
    detail: 'There is nothing here.',
    code: 'not_found',
    requestId: 'x',
  },
};

function hold(exchange: typeof made, isLimited = false): void {
  assertConforms({ ...exchange, headers: new Headers({ ...exchange.headers }) }, isLimited);
}

test('what is as described passes, and is remembered', () => {
  hold(made);
  hold(notFound);

  assert.deepEqual(seen(), [
    { id: 'makeThing', status: 201, code: undefined },
    { id: 'makeThing', status: 404, code: 'not_found' },
  ]);
});

for (const [what, exchange] of Object.entries({
  'a status that is not described': { ...made, status: 200 },
  'a type that is not described': { ...made, headers: { 'content-type': 'text/html' } },
  'a field that is not described': { ...made, body: { id, secret: 1 } },
  'a field that is missing': { ...made, body: {} },
  'a format that is not kept': { ...made, body: { id: 'one' } },
  'a body that was taken against the description': { ...made, sent: { id, more: 1 } },
  'something made without its place': { ...made, headers: { 'content-type': 'application/json' } },
  'a problem that is not named': { ...notFound, body: { ...notFound.body, code: 'odd' } },
  'a problem of another status': { ...notFound, body: { ...notFound.body, status: 400 } },
  'a limit that does not say when to come back': { ...notFound, status: 429 },
  'an answer where nothing is described': { ...made, path: '/api/secrets' },
})) {
  test(`${what} does not pass`, () => assert.throws(() => hold(exchange), assert.AssertionError));
}

test('where limits are on, each answer says what is left', () => {
  assert.throws(() => hold(made, true), /RateLimit-Limit/);
  const left = { 'RateLimit-Limit': '9', 'RateLimit-Remaining': '8', 'RateLimit-Reset': '7' };
  hold({ ...made, headers: { ...made.headers, ...left } }, true);
});
