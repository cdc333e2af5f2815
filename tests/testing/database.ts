import { wholeRun } from './cleanup.ts';
import { Postgres } from './postgres.ts';

/** What the servers of this process keep their rows in: `sqlite` or `postgresql`. */
export const databaseKind = process.env.FRESHET_TEST_DATABASE || 'sqlite';

const postgres = databaseKind === 'postgresql' ? await Postgres.start(wholeRun) : undefined;
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
