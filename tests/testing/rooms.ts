import assert from 'node:assert/strict';

import type { User } from './api.ts';
import type { Scope } from './cleanup.ts';
import { ChatClient } from './realtime.ts';
import type { Server } from './server.ts';
import { until } from './wait.ts';

/** A room and its visitors, for as long as a test lasts. */
export class Place {
  readonly id: string;
  readonly scope: Scope;
  readonly #server: Server;

  constructor(scope: Scope, server: Server, id: string) {
    this.scope = scope;
    this.#server = server;
    this.id = id;
  }

  /** Comes in and joins by `join-room`. */
  async enter(user?: User, options = {}): Promise<ChatClient> {
    const client = await this.connect(user, options);
    await ok(client, 'join-room', { roomId: this.id });
    return client;
  }

  /** Comes in and joins by `join_stream`. */
  async enterAsApp(user?: User): Promise<ChatClient> {
    const client = await this.connect(user);
    await ok(client, 'join_stream', { streamId: this.id });
    return client;
  }

  connect(user?: User, options = {}): Promise<ChatClient> {
    if (user) return ChatClient.as(this.scope, this.#server, user, options);
    return ChatClient.connect(this.scope, this.#server, options);
  }
}

/** The answer to a request that is granted. */
export async function ok(client: ChatClient, event: string, data?: unknown): Promise<any> {
  const answer = await client.ask(event, data);
  assert.equal(answer.status, 'ok', JSON.stringify(answer));
  return answer;
}

/** A request that is refused, with a problem object as the API has them. */
export async function refused(
  client: ChatClient,
  code: string,
  event: string,
  data?: unknown,
): Promise<any> {
  const answer = await client.ask(event, data);
  assert.equal(answer.code, code, JSON.stringify(answer));
  assert.equal(answer.type, `urn:freshet:problem:${code}`);
  for (const member of ['title', 'detail', 'requestId']) assert.ok(answer[member], member);
  assert.ok(answer.status >= 400);
  return answer;
}

/** The first event of a name that fits, heard already or to come. */
export function heard(
  client: ChatClient,
  name: string,
  fits: (data: any) => boolean = () => true,
  seconds = 10,
): Promise<any> {
  return until(`${name} is heard`, () => client.all(name).find((data) => fits(data)), seconds);
}

export function say(client: ChatClient, message: string, more = {}): Promise<any> {
  return ok(client, 'chat-message', { message, ...more });
}
