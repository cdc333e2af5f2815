/** For whom a command is. */
export type CommandRole = 'viewer' | 'moderator' | 'owner';

// As in docs/realtime.md: for whom, its name, and what follows the name.
const rows = [
  ['viewer', 'me', 'TEXT'],
  ['viewer', 'help', ''],
  ['moderator', 'timeout', 'NAME [SECONDS] [REASON]'],
  ['moderator', 'ban', 'NAME [REASON]'],
  ['moderator', 'unban', 'NAME'],
  ['moderator', 'clear', ''],
  ['moderator', 'slow', 'SECONDS'],
  ['moderator', 'slowoff', ''],
  ['moderator', 'followers', '[MINUTES]'],
  ['moderator', 'followersoff', ''],
  ['moderator', 'subscribers', ''],
  ['moderator', 'subscribersoff', ''],
  ['moderator', 'emoteonly', ''],
  ['moderator', 'emoteonlyoff', ''],
  ['moderator', 'unique', ''],
  ['moderator', 'uniqueoff', ''],
  ['moderator', 'announce', 'TEXT'],
  ['moderator', 'unpin', ''],
  ['owner', 'mod', 'NAME'],
  ['owner', 'unmod', 'NAME'],
] as const;

export interface Command {
  role: CommandRole;
  name: (typeof rows)[number][1];
  usage: string;
}

/** What each does is in the catalogue, by its name. */
export const commands: readonly Command[] = rows.map(([role, name, usage]) => ({
  role,
  name,
  usage,
}));

/** Not a message: "//" begins one with a slash, and /me is one. */
export const isCommand = (text: string): boolean => /^\/(?!\/|me\s)/i.test(text);
