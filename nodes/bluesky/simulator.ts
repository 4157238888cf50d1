import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { card } from "./card.ts";
import { createFilms } from "./films.ts";
import { createPages } from "./page.ts";
import { createReader } from "./reader.ts";
import { createRepository, RepositoryEntry, uriOf } from "./repository.ts";
import { didOf, domain, findResident, handleOf } from "./resident.ts";
import { createServer } from "./server.ts";
import { createSessions } from "./sessions.ts";

/** One Bluesky server with the directory of identities, the reading side and the readers' pages beside it. */
export const simulator: Simulator = {
  name: card.name,
  // As much as our store ever sends.
  maxBody: 64_100_000,
  create: (stage) => {
    const repository = createRepository();
    const journal = stage.journal("repository", {
      parse: (value) => RepositoryEntry.parse(value),
      replay: repository.replay,
      snapshot: repository.snapshot,
    });
    const sessions = createSessions(stage);
    const reader = createReader(repository);
    const films = createFilms(stage, repository, journal);
    const server = createServer({ stage, repository, journal, sessions, reader, films });
    const pages = createPages({ stage, repository, reader, sessions });
    const find = (handle: string) => stage.people.find((person) => person.handle === handle);

    return {
      // The account is on the one server that is found by its handle.
      server: "",
      authority: { issue: sessions.issue, end: sessions.end },
      credentials: (handle) => {
        const person = find(handle);
        return { identifier: person === undefined ? "" : handleOf(person), password: sessions.password(handle) };
      },
      posts: () => [
        ...reader
          .all()
          .map(({ stored, handle, text, at }) => ({ id: uriOf(stored), handle, text, at, key: stored.rkey })),
        ...reader.reposts().map(({ stored, handle, at, subject }) => ({
          ...{ id: uriOf(stored), handle, text: "", at, key: stored.rkey },
          of: subject,
        })),
      ],
      identity: (handle) => ({
        remoteId: didOf(handle),
        handle: `${handle.replaceAll("_", "-")}.${domain}`,
        name: find(handle)?.name ?? handle,
        avatar: null,
        url: `${stage.base}/profile/${didOf(handle)}`,
      }),
      handle: (request) => {
        const { path } = request;
        if (path.startsWith("/plc/")) return directory(request);
        const filmed = /^\/video\/xrpc\/([a-zA-Z0-9.]{1,100})$/u.exec(path)?.[1];
        if (filmed !== undefined) return films.serve(request, filmed);
        const method = /^(\/appview)?\/xrpc\/([a-zA-Z0-9.]{1,100})$/u.exec(path);
        if (method !== null) return server(request, method[2] ?? "", method[1] !== undefined);
        return pages(request);
      },
    };

    function directory({ path, method }: SimulatorRequest): SimulatorReply {
      const did = decodeURIComponent(path.slice("/plc/".length));
      const person = did.startsWith("did:plc:") ? findResident(stage.people, did) : null;
      const found = method === "GET" && person !== null;
      return {
        status: found ? 200 : 404,
        headers: { "content-type": `application/${found ? "did+ld+json" : "json"}; charset=utf-8` },
        body: JSON.stringify(
          found
            ? {
                "@context": ["https://www.w3.org/ns/did/v1"],
                id: did,
                alsoKnownAs: [`at://${handleOf(person)}`],
                verificationMethod: [],
                service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: stage.base }],
              }
            : { message: `DID not registered: ${did}` },
        ),
      };
    }
  },
};
