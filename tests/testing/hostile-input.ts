import { type Operation, resolved, type Schema } from './openapi.ts';

/** A body of an operation with one of its texts replaced. */
export interface Replaced {
  field: string;
  body: unknown;
}

/** What stands for a text until it is bytes, since JSON.stringify would mend what is broken. */
const mark = '@hostile@';

/** The body that the description shows, once for each text in it, with that text replaced. */
export function withEachText(operation: Operation, text: string): Replaced[] {
  const { schema, example } = operation.json ?? {};
  if (!schema) return [];
  return textsIn(schema).map((path) => ({
    field: path.join('.'),
    body: replaced(example ?? {}, path, text),
  }));
}

/** The same as bytes, with `raw` between the quotes as it is. */
export function withEachRawText(operation: Operation, raw: string): [string, Buffer][] {
  return withEachText(operation, mark).map(({ field, body }) => [
    field,
    Buffer.from(JSON.stringify(body).replace(mark, raw), 'latin1'),
  ]);
}

/** Where texts stand in what a schema allows; those that are one of a few words as well. */
function textsIn(schema: Schema, depth = 0): string[][] {
  const { properties, items } = resolved(schema);
  if (depth > 4) return [];
  if (items) return textsIn(items, depth + 1).map((rest) => ['0', ...rest]);
  if (!properties) return isText(schema) ? [[]] : [];
  return Object.entries(properties).flatMap(([name, property]) =>
    textsIn(property, depth + 1).map((rest) => [name, ...rest]),
  );
}

function isText(schema: Schema): boolean {
  return [resolved(schema).type].flat().includes('string');
}

function replaced(value: unknown, path: string[], text: string): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return text;
  if (name === '0') return [replaced(undefined, rest, text)];
  const object = typeof value === 'object' && value !== null ? value : {};
  const inner = (object as Record<string, unknown>)[name];
  return { ...object, [name]: replaced(inner, rest, text) };
}
