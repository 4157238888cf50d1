import type { Mutant } from "./mutant.ts";

/** Faults in what the networks' connectors share, in connecting, and in the connectors: the contract suite notices each. */
const suite = ["test/contract/networks.test.ts"];
const twice = "never twice without your say-so";
const access = "nobody loses an access that the network did not refuse";
const answer = "engine/answer.ts";

export const connectors: Mutant[] = [
  {
    name: "a connector takes a broken connection for a post that never left",
    promise: twice,
    file: answer,
    from: '"sent" in error && error.sent === false',
    to: '"sent" in error',
    tests: suite,
  },
  {
    name: "a connector keeps what the network echoes of the token",
    promise: "no token leaks",
    file: answer,
    from: 'text.replaceAll(token, "[token]")',
    to: "text",
    tests: suite,
  },
  {
    name: "a connector takes a limit's end that is past",
    promise: "an owner's and a network's pace is kept",
    file: answer,
    from: "return Number.isFinite(at) && at > now ? at : null;",
    to: "return Number.isFinite(at) ? at : null;",
    tests: suite,
  },
  {
    name: "the connector of Mastodon sends no key",
    promise: twice,
    file: "nodes/mastodon/ask.ts",
    from: '{ "idempotency-key": key }',
    to: "{}",
    tests: suite,
  },
  {
    name: "the connector of X does not know a duplicate",
    promise: twice,
    file: "nodes/x/network.ts",
    from: "/duplicate content/iu",
    to: "/copied content/iu",
    tests: suite,
  },
  {
    name: "the connector of X reads text back as the API escapes it",
    promise: twice,
    file: "nodes/x/network.ts",
    from: 'made.replaceAll(url, ""), unescape(text))',
    to: 'made.replaceAll(url, ""), text)',
    tests: suite,
  },
  {
    name: "the connector of X forgets the day's allowance",
    promise: "an owner's and a network's pace is kept",
    file: "nodes/x/refusal.ts",
    from: '["x-user-limit-24hour", "x-app-limit-24hour", "x-rate-limit"]',
    to: '["x-rate-limit"]',
    tests: suite,
  },
  {
    name: "connecting again as somebody else is let through",
    promise: "nobody's account is taken over",
    file: "server/networks/connect/arrive.ts",
    from: "if (!same) {",
    to: "if (wanted === undefined) {",
    tests: [...suite, "test/networks/connect.test.ts"],
  },
  {
    name: "a connector's network that is down ends the access",
    promise: access,
    file: "server/networks/oauth.ts",
    from: "if (isDead(error)) return",
    to: "if (error) return",
    tests: suite,
  },
  {
    name: "leaving does not give the access back to the connector's network",
    promise: "leaving deletes tokens",
    file: "server/networks/grants/disconnect.ts",
    from: "revoked: await revokeEnded(services, ended) };",
    to: "revoked: ended.length > 0 };",
    tests: suite,
  },
  {
    name: "an edit that a network's rule forbids is sent by the connector",
    promise: "what a network refuses is told before it is sent",
    file: "server/ledger/proposals.ts",
    from: "if (broken !== null) throw",
    to: "if (broken !== null && false) throw",
    tests: ["server/ledger/people.test.ts"],
  },
];
