import type { Scenario, Step } from "#engine/scenario.ts";
import type { Language, Text } from "#engine/text.ts";
import { templateWords } from "./template-words.ts";

type Post = Extract<Step, { kind: "post" }>;
/** How a template is drawn: what is said stands in its words, in both languages; `[…]` waits for the company's own. */
type Line =
  | { post: string; to?: "all" | "company"; minute?: number; unless?: string }
  | { wait: number }
  | { few: string; than: number; yes: string };

type Template = { id: string; name: Text; about: Text; begins: number; lines: readonly Line[] };

export const templates: readonly Template[] = [
  template("fair", -14, [
    ...[{ post: "teaser" }, { wait: 7 }, { post: "who" }, { wait: 6 }, { post: "tomorrow" }, { wait: 1 }],
    ...[{ post: "company", to: "company" as const, minute: 510 }, { wait: 3 }, { post: "thanks" }],
  ]),
  template("launch", -7, [
    ...[{ post: "teaser" }, { wait: 7 }, { post: "company", to: "company" as const, minute: 540 }, { post: "launch" }],
    ...[{ wait: 3 }, { post: "remind", unless: "launch" }, { wait: 27 }, { few: "launch", than: 5, yes: "again" }],
  ]),
  template("event", -21, [
    ...[{ post: "date" }, { wait: 14 }, { post: "programme" }, { wait: 6 }, { post: "remind", unless: "programme" }],
    ...[{ wait: 2 }, { post: "pictures" }],
  ]),
  template("award", 0, [
    ...[{ post: "company", to: "company" as const, minute: 540 }, { post: "proud" }, { wait: 4 }],
    ...[{ post: "behind", unless: "proud" }],
  ]),
  template("spotlight", 0, [
    { post: "company", to: "company" as const },
    { wait: 1 },
    { post: "colleague" },
    { wait: 6 },
    { post: "question" },
  ]),
  template("newcomers", 0, [
    ...[
      { post: "first" },
      { wait: 7 },
      { post: "learned" },
      { wait: 7 },
      { post: "people" },
      { wait: 7 },
      { post: "month" },
    ],
  ]),
  template("restart", 0, [
    { post: "back" },
    { wait: 3 },
    { post: "plans" },
    { wait: 7 },
    { post: "remind", unless: "plans" },
  ]),
  // Asking is no post: a brief does that (editor/briefs), and these follow once something is made.
  template("volunteer", 0, [
    ...[{ post: "company", to: "company" as const, minute: 540 }, { wait: 1 }, { post: "share" }],
    ...[{ wait: 3 }, { post: "remind", unless: "share" }],
  ]),
];

function template(id: keyof typeof templateWords, begins: number, lines: readonly Line[]): Template {
  const { name, about } = templateWords[id];
  return { id, name, about, begins, lines };
}

/** A drawing of a template around a day, in a language: its words wait for the company's own where there are brackets. */
export function drawTemplate({ id, begins, lines }: Template, day: string, language: Language): Scenario {
  const words: Record<string, { title: Text; text: Text } | undefined> =
    templateWords[id as keyof typeof templateWords].posts;
  const steps: Step[] = [{ id: "start", kind: "start", days: begins, position: { x: 0, y: 0 } }];
  const wires: Scenario["wires"] = [];
  let last = "start";
  const add = (step: Step, port: "out" | "yes" = "out"): void => {
    steps.push(step);
    wires.push({ from: last, port, to: step.id });
    last = step.id;
  };
  // In columns from the top down, so that a screen shows all of it.
  const at = () => ({ x: Math.floor(steps.length / 5) * 310, y: (steps.length % 5) * 150 });
  const post = (name: string, more: Partial<Post> = {}): Post => ({
    ...{ id: name, kind: "post", title: words[name]?.title[language] ?? "", text: words[name]?.text[language] ?? "" },
    ...{ to: { kind: "all" }, link: null, minute: 600, unless: null, position: at(), ...more },
  });
  for (const [index, line] of lines.entries()) {
    if ("wait" in line) add({ id: `wait-${index}`, kind: "wait", days: line.wait, position: at() });
    else if ("post" in line) {
      const to = line.to === "company" ? { to: { kind: "company" as const, accounts: [] } } : {};
      add(post(line.post, { ...to, minute: line.minute ?? 600, unless: line.unless ?? null }));
    } else {
      add({ id: "few", kind: "check", of: line.few, fewer: line.than, position: at() });
      add(post(line.yes), "yes");
    }
  }
  return { version: 1, day, steps, wires };
}
