import assert from 'node:assert/strict';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

import { description, nameOf, type Operation, operationOf, type Schema } from './openapi.ts';

/** A request, and what came back. */
export interface Exchange {
  method: string;
  path: string; // With its query.
  sent: unknown;
  status: number;
  headers: Headers;
  body: any;
}

/** What a test has seen of an operation: a status, and the code of a problem. */
export interface Seen {
  id: string;
  status: number;
  code: string | undefined;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
formats.default(ajv);
ajv.addFormat('cursor', /^[\w-]{32}$/);
ajv.addVocabulary(['example']);
for (const [name, schema] of Object.entries(description.components.schemas)) {
  ajv.addSchema(closed(schema) as object, name);
}

const validators = new Map<Schema, ValidateFunction>();
const everSeen = new Map<string, Seen>();

/** All that was seen in this process. */
export function seen(): Seen[] {
  return [...everSeen.values()];
}

/** Holds an exchange against the description of the API, and remembers it. */
export function assertConforms(exchange: Exchange, isLimited: boolean): void {
  const [path = ''] = exchange.path.split('?');
  const operation = operationOf(exchange.method, path);
  if (!operation || isBroken(path)) return assertUnknown(exchange, path);

  const { status, headers } = exchange;
  const what = `${exchange.method} ${exchange.path} -> ${status}`;
  const said = `${what} ${JSON.stringify(exchange.body).slice(0, 2000)}`;
  const answer = operation.answer(status);
  assert.ok(answer, `${said}: not a status that ${operation.id} describes`);
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (answer.content && exchange.method !== 'HEAD') {
    const media = answer.content[type];
    assert.ok(media, `${what}: ${type} is not a type that is described`);
    if (type.endsWith('json')) assertFits(media.schema, exchange.body, what);
  } else {
    assert.equal(exchange.body, '', `${what}: no body is described`);
  }
  if (answer.headers && 'Location' in answer.headers) {
    assert.match(headers.get('location') ?? '', /^\/|^http/, `${what}: no Location`);
  }
  if (isLimited && operation.statuses.includes(429)) {
    for (const name of ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']) {
      assert.match(headers.get(name) ?? '', /^\d+$/, `${what}: ${name}`);
    }
  }
  const isUntold = exchange.method === 'HEAD';
  if (status >= 400 && !isUntold) assertProblem(exchange, operation.codes(status), said);
  if (status < 300) assertWasAllowed(operation, exchange.sent, what);

  // Of which problem there is, HEAD says the status alone.
  const codes = isUntold ? operation.codes(status) : [exchange.body.code];
  for (const code of status < 400 ? [undefined] : codes) {
    everSeen.set(`${operation.id} ${status} ${code}`, { id: operation.id, status, code });
  }
}

/** What the API does not describe is not there. */
function assertUnknown(exchange: Exchange, path: string): void {
  if (!path.startsWith('/api/') || exchange.method === 'OPTIONS') return;
  const said = `${exchange.method} ${path} -> ${exchange.status} is not described`;
  assert.ok([400, 404, 405].includes(exchange.status), said);
  if (exchange.method === 'HEAD') return;
  assertProblem(exchange, ['malformed_request', 'not_found', 'method_not_allowed'], said);
}

/** A path that is refused as it is read, before any operation is looked for. */
function isBroken(path: string): boolean {
  try {
    return /[\x00-\x1f\x7f]/.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

/** RFC 9457, with what this product adds. */
function assertProblem({ status, headers, body }: Exchange, codes: string[], said: string): void {
  assert.equal(headers.get('content-type'), 'application/problem+json', said);
  assert.ok(codes.includes(body.code), `${said}: not a code that is described: ${codes}`);
  assert.equal(body.status, status, said);
  assert.equal(body.type, `urn:freshet:problem:${body.code}`, said);
  for (const field of ['title', 'detail', 'requestId']) {
    assert.ok(typeof body[field] === 'string' && body[field] !== '', `${said}: ${field}`);
  }
  if (status === 401) assert.match(headers.get('www-authenticate') ?? '', /^Bearer/, said);
  if (status === 422) assert.ok(body.errors?.length > 0, `${said}: no field is named`);
  if (status === 429) assert.match(headers.get('retry-after') ?? '', /^[1-9]\d*$/, said);
}

/** Whoever keeps to the description is understood; so what was understood must keep to it. */
function assertWasAllowed(operation: Operation, sent: unknown, what: string): void {
  if (!operation.json || sent === undefined || typeof sent === 'string') return;
  assertFits(operation.json.schema, sent, `${what}: its body`);
}

function assertFits(schema: Schema, value: unknown, what: string): void {
  const validate = validators.get(schema) ?? ajv.compile(closed(schema) as object);
  validators.set(schema, validate);
  if (validate(value)) return;
  const text = JSON.stringify(value).slice(0, 2000);
  assert.fail(`${what} is not as described: ${ajv.errorsText(validate.errors)}\n${text}`);
}

/**
 * Objects whose fields are listed have no others, though OpenAPI would allow them. Components go by
 * their names alone.
 */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const name = nameOf(value);
  if (name !== undefined) return { ...value, $ref: name };
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  const isListed = Object.keys(copy.properties ?? {}).length > 0;
  if (copy.type === 'object' && isListed) copy.additionalProperties ??= false;
  return copy;
}
