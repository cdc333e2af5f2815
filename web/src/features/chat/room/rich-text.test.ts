import { describe, expect, it } from 'vitest';

import { piecesOf } from './rich-text';

const wave = { code: 'Wave', url: '/pictures/wave.webp' };

describe('a link', () => {
  it.each([
    ['see https://example.org/a?b=c.', 'https://example.org/a?b=c'],
    ['(http://example.org)', 'http://example.org'],
    ['HTTPS://EXAMPLE.ORG/x', 'HTTPS://EXAMPLE.ORG/x'],
  ])('is found in %s', (text, link) => {
    const pieces = piecesOf(text, []);
    expect(pieces.find(({ type }) => type === 'link')?.text).toBe(link);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '<a href="x">',
    'https://',
    'xhttps://example.org',
    'https://bank.example@evil.example/',
    'ftp://example.org',
  ])('is not %s', (text) => {
    expect(piecesOf(text, []).map(({ type }) => type)).toEqual(['text']);
  });
});

describe('an emote', () => {
  it('stands between colons, in any case', () => {
    expect(piecesOf('hi :wave: you', [wave])).toEqual([
      { type: 'text', text: 'hi ' },
      { type: 'emote', text: ':wave:', url: wave.url },
      { type: 'text', text: ' you' },
    ]);
  });

  it('that nobody knows stays text', () => {
    expect(piecesOf('at 10:30:20 :nope:', [wave])).toEqual([
      { type: 'text', text: 'at 10:30:20 :nope:' },
    ]);
  });

  it('may follow another at once', () => {
    expect(piecesOf(':wave::wave:', [wave]).map(({ type }) => type)).toEqual(['emote', 'emote']);
  });
});

it('finds mentions, but not in an e-mail address', () => {
  expect(piecesOf('@Grace and ada@example.org', [])).toEqual([
    { type: 'mention', text: '@Grace', username: 'Grace' },
    { type: 'text', text: ' and ada@example.org' },
  ]);
});
