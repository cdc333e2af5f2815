import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  pid: number;
  parent: number;
  group: number;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program stands in brackets, and may have any letter in it.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: +name, parent: Number(parent), group: Number(group) }];
      } catch {
        return []; // Gone meanwhile.
      }
    });
}

/** The groups that children of a process lead. */
export function groupsOf(parent: number): number[] {
  return processes()
    .filter((one) => one.parent === parent && one.group === one.pid)
    .map(({ pid }) => pid);
}

/** Those of these groups in which somebody lives. */
export function alive(groups: number[]): number[] {
  const living = new Set(processes().map(({ group }) => group));
  return groups.filter((group) => living.has(group));
}
