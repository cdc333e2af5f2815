import { describe, expect, it } from 'vitest';

import { boundsOf, groupsOf, membersOf, replyOf, typeOf } from './catalogue';
import type { Description } from './description';

const description: Description = {
  info: { title: 'Freshet', version: '1' },
  paths: {
    '/api/streams': {
      get: { operationId: 'listStreams', tags: ['Streams'], summary: 'Live', responses: {} },
      post: { operationId: 'createStream', tags: ['Streams'], responses: {} },
    },
    '/health': { get: { operationId: 'getHealth', tags: ['System'], responses: {} } },
  },
  components: {
    schemas: {
      Status: { type: 'string', enum: ['live', 'ended'] },
      Stream: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } },
    },
    responses: { gone: { description: '`not_found`' } },
  },
};
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('groupsOf', () => {
  it('keeps the order of the description', () => {
    const groups = groupsOf(description, '');
    expect(groups.map((group) => [group.tag, group.entries.length])).toEqual([
      ['Streams', 2],
      ['System', 1],
    ]);
  });

  it('finds by every word, in any case', () => {
    const names = (text: string) =>
      groupsOf(description, text).flatMap((group) =>
        group.entries.map(({ operation }) => operation.operationId),
      );
    expect(names('POST streams')).toEqual(['createStream']);
    expect(names('live')).toEqual(['listStreams']);
    expect(names('nothing of the kind')).toEqual([]);
  });
});

describe('typeOf', () => {
  it('says what a value is in a few words', () => {
    expect(typeOf(description, to('Status'))).toBe('"live" | "ended"');
    expect(typeOf(description, { type: 'array', items: to('Stream') })).toBe('array of Stream');
    expect(typeOf(description, { type: ['string', 'null'], format: 'uri' })).toBe(
      'string or null (uri)',
    );
    expect(typeOf(description, { anyOf: [to('Stream'), { type: 'null' }] })).toBe('Stream or null');
  });
});

describe('boundsOf', () => {
  it('tells lengths from values', () => {
    expect(boundsOf({ minimum: 1, maximum: 100 })).toBe('1 to 100');
    expect(boundsOf({ maxLength: 50 })).toBe('up to 50 characters');
    expect(boundsOf({ minimum: 0 })).toBe('0 or more');
    expect(boundsOf({})).toBeUndefined();
  });
});

describe('membersOf', () => {
  it('looks into lists', () => {
    const members = membersOf(description, { type: 'array', items: to('Stream') });
    expect(members.map(([name]) => name)).toEqual(['id']);
  });
});

describe('replyOf', () => {
  it('follows a reference', () => {
    expect(replyOf(description, { $ref: '#/components/responses/gone' }).description).toBe(
      '`not_found`',
    );
  });
});
