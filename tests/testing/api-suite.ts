import { Api, expectStatus, newStreamer, newUser, type Streamer, type User } from './api.ts';
import { type Scope, wholeRun } from './cleanup.ts';
import { OnAir } from './on-air.ts';
import { Server } from './server.ts';

export { expectProblem, expectStatus, failingFields, revokedWithin } from './api.ts';

const admin = { email: 'admin@example.com', password: 'the admin of the tests' };
const jwtSecret = 'what the tests sign their own tokens with';

/**
 * What the tests of the REST API share: one server, since the start of a sanitized program takes
 * seconds, on the database that FRESHET_TEST_DATABASE names. No test may count on being alone: it
 * makes the users that it needs, and looks for its own rows in lists.
 */
class Suite {
  readonly server: Server;
  readonly jwtSecret = jwtSecret;
  readonly stranger: Api; // Nobody in particular.
  #admin: Promise<User> | undefined;

  private constructor(server: Server) {
    this.server = server;
    this.stranger = new Api(server);
  }

  static async start(): Promise<Suite> {
    const env = {
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      JWT_SECRET: jwtSecret,
    };
    const server = await Server.start(wholeRun, { env });
    wholeRun.after(() => server.stop());
    return new Suite(server);
  }

  api(token?: string): Api {
    return new Api(this.server, token);
  }

  newUser(): Promise<User> {
    return newUser(this.server);
  }

  newStreamer(): Promise<Streamer> {
    return newStreamer(this.server);
  }

  /** The administrator, always the same. */
  admin(): Promise<User> {
    this.#admin ??= this.#signIn();
    return this.#admin;
  }

  /** A live broadcast of a streamer, until the scope or somebody ends it. */
  publish(scope: Scope, streamer: Streamer): Promise<OnAir> {
    return OnAir.start(scope, this.server, streamer);
  }

  async #signIn(): Promise<User> {
    const api = this.api();
    const reply = await api.post('/api/auth/login', admin);
    expectStatus(reply, 200);
    api.token = reply.body.token;
    const { id, username } = reply.body.user;
    return { ...admin, id, username, handle: username.toLowerCase(), api };
  }
}

export const suite = await Suite.start();
