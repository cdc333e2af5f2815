import { expect, it } from 'vitest';

import { localPath } from './local-path';

it('goes to a path of this site', () => {
  expect(localPath('/studio?a=1#b', '/')).toBe('/studio?a=1#b');
});

it.each([
  null,
  '',
  'studio',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:0',
])('does not go to %s', (asked) => expect(localPath(asked, '/home')).toBe('/home'));
