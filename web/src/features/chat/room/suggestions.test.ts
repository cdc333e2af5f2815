import { describe, expect, it } from 'vitest';

import { accept, suggestionsFor } from './suggestions';

const known = {
  role: 'moderator' as const,
  names: ['Grace', 'ada', 'grant'],
  emotes: [{ code: 'Wave', url: '/w' }],
};
const offered = (text: string, role: 'viewer' | 'moderator' | 'owner' = 'moderator') =>
  suggestionsFor(text, text.length, { ...known, role }).items.map(({ insert }) => insert.trim());

describe('suggestions', () => {
  it('are names after an @, in any case', () => {
    expect(offered('hello @gr')).toEqual(['@Grace', '@grant']);
    expect(offered('mail@gr')).toEqual([]);
  });

  it('are emotes after a colon and a letter', () => {
    expect(offered('hi :wa')).toEqual([':Wave:']);
    expect(offered('note:')).toEqual([]);
    expect(offered('hi :')).toEqual([]);
  });

  it('are commands at the beginning, as far as one may', () => {
    expect(offered('/timeo')).toEqual(['/timeout']);
    expect(offered('/timeo', 'viewer')).toEqual([]);
    expect(offered('/m', 'viewer')).toEqual(['/me']);
    expect(offered('/m', 'owner')).toEqual(['/me', '/mod']);
    expect(offered('not /timeo')).toEqual([]);
  });

  it('take the place of the word, and leave the rest', () => {
    const found = suggestionsFor('hi @gr and all', 6, known);
    const [first] = found.items;
    expect(first && accept('hi @gr and all', found, first)).toEqual({
      text: 'hi @Grace and all',
      caret: 10,
    });
  });
});
