import type { Description, Operation, Reply, Schema } from './description';

/** An operation with its place. */
export interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

export interface Group {
  tag: string;
  entries: Entry[];
}

/** The operations by tag, in the order of the description; of those that have every word of `text` in them. */
export function groupsOf(description: Description, text: string): Group[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Entry[]>();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? '';
      const all = [method, path, tag, operation.summary, operation.operationId].join(' ');
      if (!words.every((word) => all.toLowerCase().includes(word))) continue;
      const entry = { method: method.toUpperCase(), path, operation };
      groups.set(tag, [...(groups.get(tag) ?? []), entry]);
    }
  }
  return [...groups].map(([tag, entries]) => ({ tag, entries }));
}

const lastSegment = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

/** The reply itself, where the description only points to it. */
export function replyOf(description: Description, reply: Reply): Reply {
  if (reply.$ref === undefined) return reply;
  return description.components.responses[lastSegment(reply.$ref)] ?? reply;
}

/** A schema with its name, where it has one. */
export function schemaOf(
  description: Description,
  schema: Schema,
): { name?: string; schema: Schema } {
  if (schema.$ref === undefined) return { schema };
  const name = lastSegment(schema.$ref);
  return { name, schema: description.components.schemas[name] ?? {} };
}

/** A type in a few words: `string (uuid) or null`, `array of Stream`. */
export function typeOf(description: Description, schema: Schema): string {
  const found = schemaOf(description, schema);
  const resolved = found.schema;
  if (resolved.anyOf) return resolved.anyOf.map((each) => typeOf(description, each)).join(' or ');
  if (resolved.enum) return resolved.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (resolved.items) return `array of ${typeOf(description, resolved.items)}`;
  if (found.name !== undefined && resolved.properties) return found.name;
  const types = [resolved.type ?? 'any'].flat().join(' or ');
  return resolved.format === undefined ? types : `${types} (${resolved.format})`;
}

/** What a value may be beyond its type: `1 to 100`, `3 to 50 characters`. */
export function boundsOf({ minimum, maximum, minLength, maxLength }: Schema): string | undefined {
  const range = (low?: number, high?: number) => {
    if (low !== undefined && high !== undefined) return `${low} to ${high}`;
    if (low !== undefined) return `${low} or more`;
    return high === undefined ? undefined : `up to ${high}`;
  };
  const length = range(minLength, maxLength);
  return length === undefined ? range(minimum, maximum) : `${length} characters`;
}

/** The members of what a list or an object holds, one level deep. */
export function membersOf(description: Description, schema: Schema): [string, Schema][] {
  const resolved = schemaOf(description, schema).schema;
  if (resolved.items) return membersOf(description, resolved.items);
  return Object.entries(resolved.properties ?? {});
}
