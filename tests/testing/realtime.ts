import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

import type { User } from './api.ts';
import type { Scope } from './cleanup.ts';
import type { Server } from './server.ts';
import { within } from './wait.ts';

type Options = Partial<ManagerOptions & SocketOptions>;

/** The unmodified client of Socket.IO, and all that it has heard. */
export class ChatClient {
  readonly socket: Socket;
  readonly heard: { name: string; data: any }[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((name: string, data: unknown) => this.heard.push({ name, data }));
  }

  /** Begins to connect; by WebSocket, unless the options say otherwise. */
  static begin(scope: Scope, server: Server, options: Options = {}): ChatClient {
    const socket = io(server.url, {
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 100,
      ...options,
    });
    scope.after(() => void socket.disconnect());
    return new ChatClient(socket);
  }

  static async connect(scope: Scope, server: Server, options: Options = {}): Promise<ChatClient> {
    const client = ChatClient.begin(scope, server, options);
    await client.next('connect');
    return client;
  }

  /** As somebody who has signed in. */
  static as(scope: Scope, server: Server, user: User, options: Options = {}): Promise<ChatClient> {
    return ChatClient.connect(scope, server, { auth: { token: user.api.token }, ...options });
  }

  /** Waits for the next event of the client's own, or of the server's, with this name. */
  next(name: string, seconds = 10): Promise<any> {
    const event = new Promise((done) => this.socket.once(name, done));
    return within(`the event ${name}`, seconds, event);
  }

  /** Asks, and waits for the acknowledgement. */
  ask(event: string, data?: unknown): Promise<any> {
    const asked = this.socket.timeout(10_000);
    return data === undefined ? asked.emitWithAck(event) : asked.emitWithAck(event, data);
  }

  /** The data of all events of a name. */
  all(name: string): any[] {
    return this.heard.filter((event) => event.name === name).map(({ data }) => data);
  }
}

/** A room to talk in: somebody's planned stream. */
export async function newRoom(owner: User): Promise<string> {
  const { body } = await owner.api.post('/api/rooms', { title: 'A room to talk in' });
  return body.id;
}
