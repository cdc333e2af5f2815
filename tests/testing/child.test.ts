import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Child } from './child.ts';
import { Scope, temporaryFolder } from './cleanup.ts';
import { until } from './wait.ts';

/** What the kernel calls a process; nothing when it has ended, whether or not anybody has heard. */
function nameOf(pid: number): string | undefined {
  if (!existsSync(`/proc/${pid}/stat`)) return undefined;
  const [, name, state] = /\((.*)\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  return state === 'Z' ? undefined : name;
}

test('children and folders are gone when their scope ends, the newest first', async () => {
  let end = async () => {};
  const scope = new Scope({ after: (undo) => (end = async () => undo()) });
  const folder = temporaryFolder(scope);
  const child = new Child(scope, ['sleep', '1000'], { cwd: folder });
  scope.after(() => assert.ok(child.running && existsSync(folder)));

  await end();

  assert.equal(nameOf(child.pid), undefined);
  assert.equal(existsSync(folder), false);
});

test('a child does not outlive a test that is killed', async (t) => {
  const own = new Scope(t);
  const script = `
    import { Child } from '${join(import.meta.dirname, 'child.ts')}';
    const child = new Child({ after() {} }, ['sleep', '1000']);
    console.log(child.pid);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
  own.after(() => void parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(line);
  await until('the child runs', () => nameOf(pid) === 'sleep');

  parent.kill('SIGKILL');

  await until('the child is gone', () => nameOf(pid) === undefined);
});
