import type { Access, Connection, Login, NetworkContext } from "#engine/network.ts";
import type { Simulators } from "#server/simulators/start.ts";
import { loginOf } from "#test/support/network.ts";
import type { Subject } from "./subject.ts";

export type Opened = { access: Access; connection: Connection; server: string | null };

/** The access of a person to a simulated network, and the connection that it was made by, without a browser. */
export async function accessOf(
  { network, kind }: Subject,
  simulators: Simulators,
  context: NetworkContext,
  handle: string,
): Promise<Opened> {
  const { name, connections } = network.card;
  const [wanted = ""] = Object.entries(connections).flatMap(([each, { kinds }]) =>
    kinds.includes(kind) ? [each] : [],
  );
  const connection = network.connections[wanted]!;
  const server = simulators.networks[name]?.server || null;
  if (connection.open !== undefined)
    return { connection, server, access: await connection.open(context, simulators.credentials(name, handle), server) };
  const { tokens } = simulators.issueToken(name, handle);
  const access = { token: tokens.access, refresh: tokens.refresh, expiresAt: tokens.expiresAt, scopes: [] };
  return { connection, server, access };
}

/** The person's account of the kind under test, opened as the network itself opens it. */
export async function loginAs(
  subject: Subject,
  simulators: Simulators,
  context: NetworkContext,
  handle: string,
): Promise<Login> {
  const { card } = subject.network;
  const { connection, server, access } = await accessOf(subject, simulators, context, handle);
  const { accounts } = await connection.accounts({ context, server, client: null, access });
  const found = accounts.find(({ kind }) => kind === subject.kind);
  if (found === undefined) throw new Error(`${card.name} opens no ${subject.kind} for ${handle}`);
  return loginOf(card, {
    remoteId: found.remoteId,
    handle: found.handle,
    kind: subject.kind,
    server,
    token: found.token ?? access.token,
    fields: access.fields ?? {},
    limits: found.limits ?? card.limits,
  });
}
