import { type Begun, beginConnect, beginReconnect } from "#server/networks/connect/begin.ts";
import { type Choice, makeChoice, readChoice } from "#server/networks/connect/choice.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import type { Arrived } from "#server/networks/connect/arrive.ts";
import { type LoginResult, loginFor } from "#server/networks/grants/login.ts";
import { answerPage, openWorld, type World } from "../networks/world.ts";
import type { Subject } from "./subject.ts";

/** The product with a database and one network, as a member meets it who connects accounts. */
export type Desk = {
  world: World;
  /** An admin, who connects for themselves, or for the company what is no person's. */
  memberId: string;
  /** Connects as a person of the simulated network, all the way; answers the account's id. `again`: an account to connect anew. */
  connect: (handle: string, again?: string) => Promise<string>;
  /** Goes to the network's page and says no. Rejects as the product does. */
  deny: (handle: string) => Promise<unknown>;
  login: (accountId: string) => Promise<LoginResult>;
  account: (
    accountId: string,
  ) => Promise<{ state: string; handle: string; remote_id: string; member_id: string | null }>;
  /** While true, the network answers 503 to everything. */
  down: (is: boolean) => void;
  close: () => Promise<void>;
};

/** How a member connects accounts of one kind on one network of a world. */
export function connectIn(
  { services, workspaceId, simulators }: World,
  memberId: string,
  { network, kind }: Pick<Subject, "network" | "kind">,
): Pick<Desk, "connect" | "deny"> {
  const { name, connections, home } = network.card;
  const who = { workspaceId, memberId, sessionId: "session-1" };
  const [connection = ""] = Object.entries(connections).flatMap(([each, { kinds }]) =>
    kinds.includes(kind) ? [each] : [],
  );
  const server = simulators.networks[name]?.server;

  const begin = (handle: string, again: string | undefined): Promise<Begun> => {
    const fields = connections[connection]?.way === "fields" ? { fields: simulators.credentials(name, handle) } : {};
    if (again !== undefined) return beginReconnect(services, { ...who, ...fields, accountId: again });
    return beginConnect(services, {
      ...who,
      ...fields,
      network: name,
      connection,
      ...(home.federated && server !== undefined ? { server } : {}),
      forWorkspace: kind !== "person",
    });
  };
  const arrive = async (handle: string, begun: Begun): Promise<Arrived> => {
    if (begun.kind !== "page") return begun;
    const back = await answerPage(begun.url, handle);
    return finishConnect(services, { ...who, params: back.searchParams });
  };
  const choose = async (choiceId: string): Promise<string> => {
    const { accounts }: Choice = await readChoice(services, { ...who, choiceId });
    const wanted = accounts.find((account) => account.kind === kind);
    if (wanted === undefined) throw new Error(`${name} offers no ${kind}`);
    const made = await makeChoice(services, { ...who, choiceId, accounts: [wanted.remoteId] });
    return made.accounts[0]!.accountId;
  };
  return {
    connect: async (handle, again) => {
      const arrived = await arrive(handle, await begin(handle, again));
      return arrived.kind === "choice" ? choose(arrived.choiceId) : arrived.accounts[0]!.accountId;
    },
    deny: async (handle) => {
      const begun = await begin(handle, undefined);
      if (begun.kind !== "page") throw new Error("there is no page to say no on");
      const back = await answerPage(begun.url, handle, "deny");
      return finishConnect(services, { ...who, params: back.searchParams });
    },
  };
}

export async function openDesk(subject: Subject): Promise<Desk> {
  const { name } = subject.network.card;
  let down = false;
  const world = await openWorld({
    folder: subject.home,
    faults: (asked) =>
      down && asked === name ? { kind: "answer", accept: false, status: 503, body: "down" } : undefined,
  });
  const { services, workspaceId } = world;
  const memberId = await world.addMember("admin");
  return {
    world,
    memberId,
    ...connectIn(world, memberId, subject),
    login: (accountId) => loginFor(services, workspaceId, accountId),
    account: (accountId) =>
      services.db
        .selectFrom("account")
        .select(["state", "handle", "remote_id", "member_id"])
        .where("id", "=", accountId)
        .executeTakeFirstOrThrow(),
    down: (is) => void (down = is),
    close: () => world.close(),
  };
}
