import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Scope } from './cleanup.ts';
import { RawSocket } from './raw-socket.ts';
import { SmtpSink, textOf } from './smtp-sink.ts';
import { until } from './wait.ts';

/** Says each line when the one before has been answered; gives the last answer. */
async function converse(scope: Scope, sink: SmtpSink, lines: string[]): Promise<string> {
  const socket = await RawSocket.open(scope, sink.port);
  const answer = (mark: number) =>
    until('an answer', () => /^\d+ .*\r\n/m.exec(socket.received.slice(mark))?.[0]);
  let last = await answer(0);
  for (const line of lines) {
    const mark = socket.received.length;
    socket.write(`${line}\r\n`);
    last = await answer(mark);
  }
  return last;
}

const letter = [
  'Subject: hello',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'caf=C3=A9 and a long =',
  'line',
  '..dotted',
  '.',
].join('\r\n');
const envelope = ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA', letter];

test('a mail is kept as it was, and read as a person reads it', async (t) => {
  const scope = new Scope(t);
  const sink = await SmtpSink.start(scope);
  assert.match(await converse(scope, sink, ['EHLO me', ...envelope]), /^250/);

  const mail = await sink.mailTo('b@example.com');
  assert.equal(mail.from, 'a@example.com');
  assert.match(textOf(mail), /caf\u00e9 and a long line\r\n\.dotted/);
});

test('who must sign in does so in either way, and nobody else gets in', async (t) => {
  const scope = new Scope(t);
  const sink = await SmtpSink.start(scope, { user: 'ada', password: 'p@ss' });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const plain = `AUTH PLAIN ${base64('\0ada\0p@ss')}`;
  const login = ['AUTH LOGIN', base64('ada'), base64('p@ss')];

  assert.match(await converse(scope, sink, envelope.slice(0, 1)), /^530/);
  assert.match(await converse(scope, sink, [`AUTH PLAIN ${base64('\0ada\0no')}`]), /^535/);
  for (const signIn of [[plain], login]) {
    assert.match(await converse(scope, sink, ['EHLO me', ...signIn, ...envelope]), /^250/);
  }
  assert.deepEqual(
    sink.mails.map(({ signedInAs }) => signedInAs),
    ['ada', 'ada'],
  );
  assert.match(sink.url, /^smtp:\/\/ada:p%40ss@/);
});
