import { expect, it } from 'vitest';

import { descriptionParts } from './description-parts';

it('finds links and places', () => {
  expect(descriptionParts('0:00 Hello\n1:05 (see https://example.org/a?b=c).', 100)).toEqual([
    { kind: 'time', text: '0:00', seconds: 0 },
    { kind: 'text', text: ' Hello\n' },
    { kind: 'time', text: '1:05', seconds: 65 },
    { kind: 'text', text: ' (see ' },
    { kind: 'link', text: 'https://example.org/a?b=c' },
    { kind: 'text', text: ').' },
  ]);
});

it('takes no place beyond the end, and no other figures, for one', () => {
  const text = 'At 2:00, on 12:30:45:10 and 192:168';
  expect(descriptionParts(text, 100)).toEqual([{ kind: 'text', text }]);
});

it('takes nothing that would run for a link', () => {
  const text = 'javascript:alert(1) data:text/html,x';
  expect(descriptionParts(text, 100)).toEqual([{ kind: 'text', text }]);
});

it('is nothing where nothing was written', () => {
  expect(descriptionParts('', 100)).toEqual([]);
});
