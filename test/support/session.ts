import type { FastifyInstance } from "fastify";
import { api, type ApiName, type Reply, type Role } from "#server/api.ts";
import { signInLink } from "#server/http/link.ts";
import { ensureUser } from "#server/http/user.ts";
import type { Db, Services } from "#server/ports.ts";

export type TestMember = {
  id: string;
  userId: string;
  email: string;
  name: string;
  workspaceId: string;
  role: Role;
};

export async function createWorkspace(db: Db, options: { name?: string } = {}): Promise<{ id: string }> {
  return db
    .insertInto("workspace")
    .values({ name: options.name ?? "Atelier" })
    .returning("id")
    .executeTakeFirstOrThrow();
}

let count = 0;

/** A person of the workspace who can sign in by a link. */
export async function createMember(
  db: Db,
  workspaceId: string,
  options: { role: Role; email?: string; name?: string; disabled?: boolean },
): Promise<TestMember> {
  count += 1;
  const email = options.email ?? `${options.role}-${count}@example.org`;
  const name = options.name ?? `${options.role} ${count}`;
  const userId = await ensureUser(db, { email, name });
  const { id } = await db
    .insertInto("member")
    .values({
      workspace_id: workspaceId,
      user_id: userId,
      role: options.role,
      name,
      email,
      disabled_at: options.disabled ? new Date().toISOString() : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, userId, email, name, workspaceId, role: options.role };
}

export type Answer<Body = unknown> = {
  status: number;
  /** Parsed JSON; null where there is none. */
  body: Body;
  text: string;
  headers: Record<string, string | string[] | undefined>;
};

/** Parts of a request to a route of the table. Unchecked on purpose: tests send what does not fit, too. */
export type Input = {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | boolean>;
  body?: unknown;
  headers?: Record<string, string>;
};

export type Session = {
  cookie: string;
  /** Calls a route by its name; the answer is typed as its reply. */
  call: <N extends ApiName>(name: N, input?: Input) => Promise<Answer<Reply<N>>>;
};

/** Calls a route as a browser on our own pages does; without a cookie as somebody who is not signed in. */
export async function call<N extends ApiName>(
  app: FastifyInstance,
  name: N,
  input: Input & { cookie?: string } = {},
): Promise<Answer<Reply<N>>> {
  const { method, path } = api[name];
  const query = new URLSearchParams(Object.entries(input.query ?? {}).map(([key, value]) => [key, String(value)]));
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input.params?.[key] ?? "")));
  const answer = await ask(app, method, `${filled}${query.size > 0 ? `?${query}` : ""}`, input);
  return answer as Answer<Reply<N>>;
}

/** Any request, for what is outside the table. A string as body is sent as it is; an empty header is left out. */
export async function ask(
  app: FastifyInstance,
  method: string,
  url: string,
  options: { body?: unknown; cookie?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { body, cookie } = options;
  const response = await app.inject({
    method: method as "GET",
    url,
    headers: Object.fromEntries(
      Object.entries({
        "sec-fetch-site": "same-origin",
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      }).filter(([, value]) => value !== ""),
    ),
    ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return {
    status: response.statusCode,
    body: readJson(response.payload),
    text: response.payload,
    headers: response.headers as Answer["headers"],
  };
}

/** null for a page or a redirect. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Signs a person in by a real one-time link. */
export async function signIn(
  app: FastifyInstance,
  services: Pick<Services, "db" | "settings">,
  member: { email: string },
  headers: Record<string, string> = {},
): Promise<Session> {
  const link = new URL(await signInLink(services, member.email));
  const token = link.searchParams.get("token");
  const answer = await call(app, "signInByLink", { body: { token }, headers });
  if (answer.status !== 200) throw new Error(`Signing in failed: ${answer.status} ${answer.text}`);
  return sessionOf(app, cookieOf(answer));
}

export const sessionOf = (app: FastifyInstance, cookie: string): Session => ({
  cookie,
  call: (name, input) => call(app, name, { ...input, cookie }),
});

/** What a browser would send back of an answer's cookies. */
export function cookieOf(answer: Answer): string {
  const set = answer.headers["set-cookie"] ?? [];
  return (Array.isArray(set) ? set : [set]).map((line) => line.split(";")[0]).join("; ");
}
