/** The contract as an OpenAPI 3.1 document: an output of the routes, never edited by hand. */
import { z } from 'zod';
import type { Method, Route } from './route.ts';

type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
interface RawRoute {
  readonly method: Method;
  readonly path: string;
  readonly may: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly query?: z.ZodType;
  readonly body?: z.ZodType | 'bytes';
}
type JsonObject = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as JsonObject;
  return json;
};

const parametersOf = (schema: z.ZodType, place: 'path' | 'query'): JsonObject[] => {
  const json = schemaOf(schema, 'input') as { properties?: Record<string, JsonObject>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, inner]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required ?? []).includes(name),
    schema: inner,
  }));
};

const operationOf = (route: AnyRoute): JsonObject => ({
  operationId: `${route.method.toLowerCase()}${route.path.replace(/[^A-Za-z0-9]+(\w)?/g, (_, next?: string) => (next ?? '').toUpperCase())}`,
  tags: [route.path.split('/')[1] ?? ''],
  summary: route.summary.en,
  description: `${route.summary.zh}\n\nPermission: \`${route.may}\``,
  parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
  ...(route.isCommand
    ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
    : {}),
  responses: {
    200: { description: 'OK', content: { 'application/json': { schema: schemaOf(route.response, 'output') } } },
    ...refusalResponses(route),
    default: {
      description: 'REQUEST_INVALID, NOT_SIGNED_IN, NOT_ALLOWED, NOT_FOUND, STALE_VERSION, COMMAND_ID_REUSED',
    },
  },
});

const bodyOf = (body: z.ZodType | 'bytes'): JsonObject => ({
  required: true,
  content:
    body === 'bytes'
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: schemaOf(body, 'input') } },
});

/** Files come and go outside the typed routes: what stands in the address and in the body is told all the same. */
const rawOperationOf = (route: RawRoute): JsonObject => ({
  tags: [route.path.split('/')[1] ?? ''],
  summary: route.summary.en,
  description: `${route.summary.zh}\n\nPermission: \`${route.may}\``,
  parameters: [
    ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', format: 'uuid' },
    })),
    ...(route.query ? parametersOf(route.query, 'query') : []),
  ],
  ...(route.body ? { requestBody: bodyOf(route.body) } : {}),
  responses: { 200: { description: 'OK' } },
});

const refusalResponses = (route: AnyRoute): JsonObject => {
  const byStatus = Object.groupBy(Object.entries(route.refusals), ([, text]) => String(text.status));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, group = []]) => [
      status,
      { description: group.map(([code, text]) => `${code}: ${text.en} / ${text.zh}`).join('\n') },
    ]),
  );
};

export function openApiOf(routes: readonly AnyRoute[], raws: readonly RawRoute[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  const add = (path: string, method: Method, operation: JsonObject): void => {
    const key = `/api${path}`.replace(/:(\w+)/g, '{$1}');
    paths[key] = { ...paths[key], [method.toLowerCase()]: operation };
  };
  for (const route of routes) add(route.path, route.method, operationOf(route));
  for (const route of raws) add(route.path, route.method, rawOperationOf(route));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guike 归客',
      version: '1',
      description: 'Queries are GET; commands carry a caller-made commandId and are safe to send twice.',
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Personal API token' },
        session: { type: 'apiKey', in: 'cookie', name: 'guike_session' },
      },
    },
    security: [{ token: [] }, { session: [] }],
    paths,
  };
}
