import { createServer, type Socket } from 'node:net';

import type { Scope } from './cleanup.ts';
import { freePort } from './ports.ts';
import { until } from './wait.ts';

/** A mail as it was handed over. */
export interface Mail {
  from: string;
  to: string[];
  signedInAs: string | undefined;
  source: string; // Head and body (RFC 5322), without the dots of the transfer.
}

export interface SmtpOptions {
  user?: string; // Who is let in; absent: anybody, without signing in.
  password?: string;
}

/** A mail server (RFC 5321) that delivers nothing and keeps everything. */
export class SmtpSink {
  readonly mails: Mail[] = [];
  readonly port: number;
  readonly #options: SmtpOptions;

  private constructor(port: number, options: SmtpOptions) {
    this.port = port;
    this.#options = options;
  }

  static async start(scope: Scope, options: SmtpOptions = {}): Promise<SmtpSink> {
    const sink = new SmtpSink(await freePort(), options);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      socket.on('error', () => undefined); // It shows as the end.
      new Conversation(socket, sink.#options, (mail) => sink.mails.push(mail));
    });
    await new Promise<void>((done) => server.listen(sink.port, '127.0.0.1', done));
    scope.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return sink;
  }

  /** For SMTP_URL. */
  get url(): string {
    const { user, password } = this.#options;
    const who = user === undefined ? '' : `${user}:${encodeURIComponent(password ?? '')}@`;
    return `smtp://${who}127.0.0.1:${this.port}`;
  }

  /** Waits for the newest mail to somebody, of which there must be so many. */
  mailTo(address: string, count = 1): Promise<Mail> {
    return until(`mail ${count} to ${address}`, () => {
      const found = this.mails.filter(({ to }) => to.includes(address));
      return found.length >= count && found.at(-1);
    });
  }
}

/** What a person reads: the body without its encoding for the transfer (RFC 2045, 6). */
export function textOf({ source }: Mail): string {
  const parts = source.split(/^--\S+$/m);
  return parts.map(decodedPart).join('\n');
}

function decodedPart(part: string): string {
  const end = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, end), part.slice(end + 4)];
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** One client, line by line. */
class Conversation {
  readonly #socket: Socket;
  readonly #options: SmtpOptions;
  readonly #keep: (mail: Mail) => void;
  #unread = '';
  #next: (line: string) => void = (line) => this.#command(line);
  #user: string | undefined;
  #mail: Mail | undefined;

  constructor(socket: Socket, options: SmtpOptions, keep: (mail: Mail) => void) {
    this.#socket = socket;
    this.#options = options;
    this.#keep = keep;
    socket.on('data', (bytes) => this.#take(bytes.toString('latin1')));
    this.#say('220 sink ESMTP');
  }

  #say(line: string): void {
    if (this.#socket.writable) this.#socket.write(`${line}\r\n`);
  }

  #take(text: string): void {
    this.#unread += text;
    for (let end = this.#unread.indexOf('\r\n'); end >= 0; end = this.#unread.indexOf('\r\n')) {
      const line = this.#unread.slice(0, end);
      this.#unread = this.#unread.slice(end + 2);
      this.#next(line);
    }
  }

  #command(line: string): void {
    const [verb = '', ...words] = line.split(' ');
    const mayWrite = this.#options.user === undefined || this.#user !== undefined;
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return this.#say('250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN');
      case 'AUTH':
        return this.#signIn(words);
      case 'MAIL':
        return mayWrite ? this.#begin(line) : this.#say('530 sign in first');
      case 'RCPT':
        this.#mail?.to.push(addressIn(line));
        return this.#say(this.#mail ? '250 ok' : '503 MAIL first');
      case 'DATA':
        return this.#mail?.to.length ? this.#data() : this.#say('503 RCPT first');
      case 'QUIT':
        this.#say('221 bye');
        this.#socket.end();
        return;
      case 'RSET':
        this.#mail = undefined;
    }
    this.#say(/^(HELO|RSET|NOOP)$/i.test(verb) ? '250 ok' : '502 unknown');
  }

  #begin(line: string): void {
    this.#mail = { from: addressIn(line), to: [], signedInAs: this.#user, source: '' };
    this.#say('250 ok');
  }

  #data(): void {
    this.#say('354 go on');
    const lines: string[] = [];
    this.#next = (line) => {
      if (line !== '.') {
        lines.push(line.startsWith('.') ? line.slice(1) : line);
        return;
      }
      const bytes = Buffer.from(lines.map((each) => `${each}\r\n`).join(''), 'latin1');
      if (this.#mail) this.#keep({ ...this.#mail, source: bytes.toString() });
      this.#mail = undefined;
      this.#next = (command) => this.#command(command);
      this.#say('250 kept');
    };
  }

  /** RFC 4954; LOGIN as clients know it. */
  #signIn([mechanism = '', initial]: string[]): void {
    const decoded = (text: string) => Buffer.from(text, 'base64').toString();
    if (mechanism.toUpperCase() === 'PLAIN') {
      const check = (text: string) => this.#check(...(decoded(text).split('\0').slice(1) as Pair));
      return initial === undefined ? this.#ask('', check) : check(initial);
    }
    if (mechanism.toUpperCase() !== 'LOGIN') return this.#say('504 PLAIN or LOGIN');
    const askPassword = (user: string) =>
      this.#ask('Password:', (text) => this.#check(decoded(user), decoded(text)));
    return initial === undefined ? this.#ask('Username:', askPassword) : askPassword(initial);
  }

  #ask(what: string, then: (line: string) => void): void {
    this.#next = then;
    this.#say(`334 ${Buffer.from(what).toString('base64')}`);
  }

  #check(user?: string, password?: string): void {
    this.#next = (line) => this.#command(line);
    const isKnown = user === this.#options.user && password === this.#options.password;
    if (isKnown) this.#user = user;
    this.#say(isKnown ? '235 welcome' : '535 no');
  }
}

type Pair = [string, string];

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
