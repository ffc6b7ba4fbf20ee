/** What the tests read of an OpenAPI 3.1 description. */
export interface Description {
  paths: Record<string, Record<string, OperationObject>>;
}

interface OperationObject {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
}

export interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: JsonSchema;
}

/** The part of JSON Schema that the descriptions of inputs use. */
export interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

export interface Operation {
  /** `GET /v1/notes/{id}` */
  name: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: { type: string; schema: JsonSchema } | undefined;
  responses: OperationObject['responses'];
}

export function operationsOf({ paths }: Description): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, { parameters = [], requestBody, responses }]) => {
      const method = verb.toUpperCase();
      const [body] = Object.entries(requestBody?.content ?? {});
      return {
        name: `${method} ${path}`,
        method,
        path,
        parameters,
        body: body && { type: body[0], schema: body[1].schema ?? {} },
        responses,
      };
    }),
  );
}
