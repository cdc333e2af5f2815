import { execFileSync } from 'node:child_process';

import { program } from './server.ts';

/** What is said of a value; as much of JSON Schema as the description uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

export interface Media {
  schema: Schema;
  example?: unknown;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

interface Answer {
  $ref?: string;
  description: string;
  content?: Record<string, Media>;
  headers?: Record<string, unknown>;
}

interface Row {
  operationId: string;
  security: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, Answer>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Row>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
}

/** An operation as the program describes it. */
export class Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string; // "/api/channels/{id}"
  readonly #row: Row;
  readonly #shape: RegExp;

  constructor(path: string, method: string, row: Row) {
    this.id = row.operationId;
    this.method = method.toUpperCase();
    this.path = path;
    this.#row = row;
    this.#shape = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
  }

  takes(path: string): boolean {
    return this.#shape.test(path);
  }

  /** Literal segments win over parameters. */
  get parameterCount(): number {
    return this.path.split('{').length - 1;
  }

  get needsToken(): boolean {
    const { security } = this.#row;
    return security.length > 0 && security.every(({ bearer, apiKey }) => bearer ?? apiKey);
  }

  get takesCookie(): boolean {
    return this.#row.security.some(({ refreshCookie }) => refreshCookie);
  }

  get takesToken(): boolean {
    return this.#row.security.some(({ bearer }) => bearer);
  }

  get query(): Parameter[] {
    return (this.#row.parameters ?? []).filter((parameter) => parameter.in === 'query');
  }

  /** The body that it takes, if that is JSON. */
  get json(): Media | undefined {
    return this.#row.requestBody?.content['application/json'];
  }

  /** A body that it takes: the one that its description shows. */
  get example(): unknown {
    return this.json?.example ?? (['GET', 'HEAD', 'DELETE'].includes(this.method) ? undefined : {});
  }

  /** The names of the fields of its JSON body. */
  get fields(): string[] {
    return Object.keys((this.json && resolved(this.json.schema).properties) ?? {});
  }

  get statuses(): number[] {
    return Object.keys(this.#row.responses).map(Number);
  }

  answer(status: number): Answer | undefined {
    const answer = this.#row.responses[status];
    const name = nameOf(answer);
    return name ? description.components.responses[name] : answer;
  }

  /** The problems that it may answer, by their status. */
  codes(status: number): string[] {
    if (status < 400) return [];
    const words = this.answer(status)?.description.matchAll(/`(\w+)`/g) ?? [];
    return [...words].map(([, code]) => code ?? '');
  }

  /** Its path with the same word for each parameter, and a query where one is given. */
  at(word: string, query?: Record<string, string>): string {
    const path = this.path.replace(/\{\w+\}/g, word);
    return query ? `${path}?${new URLSearchParams(query)}` : path;
  }
}

function read(): Document {
  const printed = execFileSync(program, ['openapi'], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(printed.toString());
}

/** What the program says of its API; the same that it serves at /api/openapi.json. */
export const description = read();

export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, row]) => new Operation(path, method, row)),
);

/** The operation of a request; none for what is not described. */
export function operationOf(method: string, path: string): Operation | undefined {
  return operations
    .filter((operation) => operation.method === method && operation.takes(path))
    .toSorted((one, other) => one.parameterCount - other.parameterCount)[0];
}

/** An operation by its method and path, as the route table writes it; none before it is there. */
export function operation(method: string, path: string): Operation | undefined {
  return operations.find((each) => each.method === method && each.path === path);
}

/** What a reference to a component points to. */
export function nameOf(place: { $ref?: string } | undefined): string | undefined {
  return place?.$ref?.split('/').at(-1);
}

/** A schema without references at its top. */
export function resolved(schema: Schema): Schema {
  const name = nameOf(schema);
  if (name) return resolved(description.components.schemas[name] ?? {});
  const [first] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return first ? resolved(first) : schema;
}
