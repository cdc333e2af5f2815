import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Scope, temporaryFolder } from './cleanup.ts';

// A program that is well as soon as it listens, and says what it is told to say.
const fake = join(temporaryFolder(new Scope({ after })), 'fake.mjs');
const code = `#!${process.execPath}
  import { createServer } from 'node:http';
  if (process.env.SAY) console.error(process.env.SAY);
  if (process.env.END) process.exit(3);
  createServer((_, response) => response.end()).listen(process.env.PORT);
  process.on('SIGTERM', () => process.exit(Number(process.env.EXIT ?? 0)));
`;
writeFileSync(fake, code, { mode: 0o755 });
process.env.FRESHET_BIN = fake;
const { Server } = await import('./server.ts');

test('a server starts well, on ports of its own, and ends in order', async (t) => {
  const scope = new Scope(t);
  const [one, two] = [await Server.start(scope), await Server.start(scope)];

  assert.notEqual(one.port, two.port);
  assert.ok(one.residentBytes > 1024 * 1024);
  await Promise.all([one.stop(), two.stop()]);
});

test('a server that does not come up is told with its log', async (t) => {
  const start = Server.start(new Scope(t), { env: { SAY: 'no such thing', END: '1' } });

  await assert.rejects(start, /the server ended:[^]*no such thing/);
});

test('an exit code or a word of a sanitizer is no end in order', async (t) => {
  const scope = new Scope(t);
  const failing = await Server.start(scope, { env: { EXIT: '1' } });
  await assert.rejects(failing.stop(), /not a clean end/);

  for (const SAY of ['==1==ERROR: AddressSanitizer: heap', 'x.cpp:1:2: runtime error: shift']) {
    const complaining = await Server.start(scope, { env: { SAY } });
    await assert.rejects(complaining.stop());
  }
});
