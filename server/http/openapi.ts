import { z } from "zod";
import { api, Failure, type Route } from "../api.ts";

type Json = Record<string, unknown>;

/** The route table as an OpenAPI 3.1 document; its schemas are JSON Schema 2020-12, as 3.1 wants them. */
export function openapi(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(api) as [string, Route][]) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Relaymap", version: "1", description: "Visual flow mapping for employee advocacy." },
    servers: [{ url: publicUrl }],
    security: [{ session: [] }],
    paths,
    components: {
      schemas: { Failure: schemaOf(Failure, "output") },
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: publicUrl.startsWith("https:") ? "__Host-relaymap" : "relaymap",
        },
      },
    },
  };
}

function operation(name: string, route: Route): Json {
  const parameters = [...fields("path", route.params), ...fields("query", route.query)];
  return {
    operationId: name,
    summary: route.summary,
    ...(typeof route.access === "string" ? { security: [] } : { "x-roles": route.access }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(schemaOf(route.body, "input")) } } : {}),
    ...(route.receives ? { requestBody: { required: true, content: json({}) } } : {}),
    responses: {
      ...(route.redirects
        ? { 303: { description: "Leads on", headers: { location: { schema: { type: "string" } } } } }
        : { 200: { description: "Done", content: route.file ? file : json(schemaOf(route.reply, "output")) } }),
      default: { description: "Refused", content: json({ $ref: "#/components/schemas/Failure" }) },
    },
  };
}

/** Its type is told with it. */
const file: Json = { "*/*": { schema: { type: "string", contentEncoding: "binary" } } };
const json = (schema: Json): Json => ({ "application/json": { schema } });

function fields(place: "path" | "query", schema: z.ZodType | undefined): Json[] {
  // What a coerced field takes cannot be said ("unknown"); what it gives is what a client should send.
  const shape = schema ? (schemaOf(schema, "output")["properties"] as Json | undefined) : undefined;
  return Object.entries(shape ?? {}).map(([name, type]) => ({
    name,
    in: place,
    required: place === "path",
    schema: type,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}
