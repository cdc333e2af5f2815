import { wholeRun } from './cleanup.ts';

/** A PostgreSQL of the tests' own. */
interface Postgres {
  freshDatabase(): Promise<string>; // Gives its URL.
}

/** What the servers of this process keep their rows in: `sqlite` or `postgresql`. */
export const databaseKind = process.env.FRESHET_TEST_DATABASE || 'sqlite';

const postgres = databaseKind === 'postgresql' ? await startPostgres() : undefined;
const urls = new Map<string, string>();

/**
 * The variable that tells a server its database. It goes with the data folder, so that a server
 * that is started again finds its rows.
 */
export async function databaseOf(dataDir: string): Promise<{ DATABASE_URL?: string }> {
  if (!postgres) return {};
  const url = urls.get(dataDir) ?? (await postgres.freshDatabase());
  urls.set(dataDir, url);
  return { DATABASE_URL: url };
}

async function startPostgres(): Promise<Postgres> {
  const fixture = './postgres.ts'; // Only where it is asked for.
  const { startPostgres } = await import(fixture);
  return startPostgres(wholeRun);
}
