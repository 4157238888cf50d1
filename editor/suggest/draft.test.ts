import { expect, test } from "vitest";
import { emptyDraft, keepDraft, keptDraft, sharedIn } from "./draft.ts";

const shelf = (): Storage => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
};

test("What is shared fills the form: a link by its own field or out of the text, all else as words", () => {
  expect(sharedIn("?title=La nuit&link=https://a.example/nuit&way=bookmark")).toEqual({
    kind: "link",
    way: "bookmark",
    link: "https://a.example/nuit",
    body: "",
  });
  expect(sharedIn(`?text=${encodeURIComponent("À lire : https://a.example/nuit?x=1")}`)).toMatchObject({
    kind: "link",
    way: "share",
    link: "https://a.example/nuit?x=1",
    body: "À lire :",
  });
  expect(sharedIn("?title=Une idée&text=Du bois")).toEqual({ kind: "text", way: "share", body: "Une idée\n\nDu bois" });
  const medium = "6f0c3a52-4f0e-4d55-9a53-0f1f0a1b2c3d";
  expect(sharedIn(`?way=share&medium=${medium}&text=Hier`)).toEqual({
    kind: "photo",
    way: "share",
    medium,
    body: "Hier",
  });
  expect(sharedIn("?photo=lost")).toEqual({ kind: "photo", way: "share", body: "" });
  expect(sharedIn("?other=1")).toBeNull();
});

test("A draft is kept for its own person, forgotten when it is empty, and never breaks the page", () => {
  const shelved = shelf();
  const store = () => shelved;
  const draft = emptyDraft({ kind: "text", body: "Trois nuits" });
  keepDraft("lea", draft, store);
  expect(keptDraft("lea", store)).toEqual(draft);
  expect(keptDraft("hugo", store)).toBeNull();
  keepDraft("lea", { ...draft, body: " " }, store);
  expect(keptDraft("lea", store)).toBeNull();
  shelved.setItem("suggest lea", "{");
  expect(keptDraft("lea", store)).toBeNull();
  const refused = () => {
    throw new Error("no store");
  };
  expect(() => keepDraft("lea", draft, refused)).not.toThrow();
});
