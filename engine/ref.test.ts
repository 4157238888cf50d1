import fc from "fast-check";
import { expect, test } from "vitest";
import { matchRef, readRef, refLabel, writeRef } from "./ref.ts";

const account = (network: string, handle: string, remoteId: string, server = "") => ({
  network,
  handle,
  ref: writeRef({ network, handle, remoteId, server }),
});
const lea = account("mastodon", "lea@social.example", "109", "https://social.example");
const page = account("facebook", "Atelier Lumen", "17");
const twin = account("facebook", "Atelier Lumen", "18");
const channel = account("slack", "#général", "C1");
const all = [lea, page, twin, channel];

test("a reference can be read, and names the network's own id and its server", () => {
  expect(lea.ref).toBe("mastodon:lea@social.example#109@social.example");
  expect(readRef(lea.ref)).toEqual({ network: "mastodon", handle: "lea@social.example", id: "109@social.example" });
  expect(readRef("x:lea")).toEqual({ network: "x", handle: "lea", id: null });
  expect(refLabel(page.ref)).toBe("facebook:Atelier Lumen");
});

test("the id decides: a new handle is the same account, and two of one handle never meet", () => {
  expect(matchRef("mastodon:new-name@social.example#109@social.example", all)).toEqual({ kind: "one", account: lea });
  expect(matchRef(page.ref, all)).toEqual({ kind: "one", account: page });
  expect(matchRef(twin.ref, all)).toEqual({ kind: "one", account: twin });
  // An account that is gone is not replaced by one that took its handle, nor by the same id on another server.
  expect(matchRef("facebook:Atelier Lumen#19", [page])).toEqual({ kind: "gone" });
  expect(matchRef("mastodon:lea@social.example#109@other.example", all)).toEqual({ kind: "gone" });
});

test("an older reference goes by the handle, unless several accounts have it", () => {
  expect(matchRef("mastodon:lea@social.example", all)).toEqual({ kind: "one", account: lea });
  expect(matchRef("slack:#général", all)).toEqual({ kind: "one", account: channel });
  expect(matchRef("facebook:Atelier Lumen", all)).toEqual({ kind: "several", accounts: [page, twin] });
  expect(matchRef("x:lea", all)).toEqual({ kind: "gone" });
  expect(matchRef("", all)).toEqual({ kind: "gone" });
});

test("whatever a network calls its accounts, each reference finds its own", () => {
  const text = fc.string({ minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(text, text), { selector: ([, id]) => id, minLength: 2 }), (named) => {
      const accounts = named.map(([handle, id]) => account("net", handle, id));
      for (const each of accounts) expect(matchRef(each.ref, accounts)).toEqual({ kind: "one", account: each });
    }),
  );
});
