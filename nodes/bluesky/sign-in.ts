import { z } from "zod";
import type { DemoPerson, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { fail, json, rateHeaders, readBody } from "./reply.ts";
import { didOf, domain, findResident, handleOf } from "./resident.ts";
import type { Sessions } from "./sessions.ts";

/** Sign-ins of one name from one address, other programs of the same person included. */
const windows = {
  "a day": { calls: 300, seconds: 86_400 },
  "5 minutes": { calls: 30, seconds: 300 },
};

const SignIn = z.object({ identifier: z.string(), password: z.string() });

/** The methods by which people and programs sign in and out, and whose token a request bears. */
export function createSignIns({ people, now, base, spend }: Stage, sessions: Sessions) {
  const find = (handle: string | null) => people.find((person) => person.handle === handle) ?? null;

  /** Counts one try; the reply where there were too many. */
  function count(identifier: string): SimulatorReply | null {
    for (const [name, usual] of Object.entries(windows)) {
      const { over, limit, reset } = spend(`sign-ins in ${name} ${identifier.toLowerCase()}`, usual);
      if (!over) continue;
      const headers = rateHeaders(limit, 0, reset, usual.seconds);
      const wait = String(Math.ceil((reset - now()) / 1000));
      return fail(429, "RateLimitExceeded", "Rate Limit Exceeded", { ...headers, "retry-after": wait });
    }
    return null;
  }

  function session(person: DemoPerson): SimulatorReply {
    const { access, refresh } = sessions.issue(person.handle);
    const service = { id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: base };
    const didDoc = { id: didOf(person.handle), alsoKnownAs: [`at://${handleOf(person)}`], service: [service] };
    return json({ ...about(person), didDoc, accessJwt: access, refreshJwt: refresh });
  }

  return {
    create: ({ body }: SimulatorRequest): SimulatorReply => {
      const asked = SignIn.safeParse(readBody(body));
      if (!asked.success) return fail(400, "InvalidRequest", 'Missing required key "identifier" at $');
      const over = count(asked.data.identifier);
      if (over !== null) return over;
      const person = findResident(people, asked.data.identifier);
      if (person === null || asked.data.password !== sessions.password(person.handle))
        return fail(401, "AuthenticationRequired", "Invalid identifier or password");
      return session(person);
    },
    refresh: (request: SimulatorRequest): SimulatorReply => {
      const token = tokenOf(request);
      if (token === null) return missing;
      const person = find(sessions.spend(token));
      if (person !== null) return session(person);
      return sessions.looksLikeRefresh(token)
        ? fail(400, "ExpiredToken", "Token has been revoked")
        : fail(400, "InvalidToken", "Token could not be verified");
    },
    end: (request: SimulatorRequest): SimulatorReply => {
      const token = tokenOf(request);
      if (token === null) return missing;
      if (!sessions.looksLikeRefresh(token)) return fail(400, "InvalidToken", "Token could not be verified");
      sessions.spend(token);
      return { status: 200 };
    },
    /** Who asks; or why the token does not do. */
    bearer: (request: SimulatorRequest): DemoPerson | SimulatorReply => {
      const token = tokenOf(request);
      if (token === null) return missing;
      const owner = sessions.owner(token);
      if (owner === "expired") return fail(400, "ExpiredToken", "Token has expired");
      return find(owner?.handle ?? null) ?? fail(400, "InvalidToken", "Token could not be verified");
    },
  };
}

/** What a session says of its owner. */
export const about = (person: DemoPerson) => ({
  did: didOf(person.handle),
  handle: handleOf(person),
  email: `${person.handle.replaceAll("_", ".")}@${domain}`,
  emailConfirmed: true,
  active: true,
});

const tokenOf = ({ headers }: SimulatorRequest): string | null =>
  /^Bearer (\S+)$/iu.exec(headers["authorization"] ?? "")?.[1] ?? null;
const missing = fail(401, "AuthMissing", "Authentication Required");
