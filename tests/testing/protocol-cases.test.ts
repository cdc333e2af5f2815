import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { suites } from './protocol-cases.ts';

/** The names of the tests in a file of tests/integration. */
function testsOf(file: string): Set<string> {
  const source = readFileSync(join(import.meta.dirname, '../integration', file), 'utf8');
  return new Set([...source.matchAll(/^test\('([^']+)'/gm)].map(([, name]) => name as string));
}

for (const [name, { file, sections }] of Object.entries(suites)) {
  test(`every case of ${name} has its test`, () => {
    const tests = testsOf(file);
    for (const [section, cases] of Object.entries(sections)) {
      for (const [each, shownBy] of Object.entries(cases)) {
        assert.ok(tests.has(shownBy), `${section}: ${each}: no test "${shownBy}" in ${file}`);
      }
    }
  });
}

test('no case of the public suites has been forgotten', () => {
  const counts = Object.values(suites).map(({ sections }) =>
    Object.values(sections).reduce((sum, cases) => sum + Object.keys(cases).length, 0),
  );
  assert.deepEqual(counts, [24, 16, 16]); // As many as each part has.
});
