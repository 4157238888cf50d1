import { useCallback, useEffect, useRef } from "react";
import { compile } from "#engine/compile.ts";
import type { Publisher } from "#engine/node.ts";
import type { Problem } from "./problem.ts";
import { manifests } from "../../nodes.ts";
import type { Account } from "../../accounts/account.ts";
import { many } from "../../drawing/shape.ts";
import type { Canvas } from "./store.ts";

const registry = { manifests };
/** Milliseconds of quiet before a large map is checked, which takes longer than a key may. */
const pause = 300;

const publisherOf = (account: Account): Publisher => ({
  id: account.id,
  ref: account.ref,
  network: account.network,
  handle: account.handle,
  name: account.name,
  member: account.member?.id ?? null,
  topics: account.follows,
  chose: account.chose,
  teams: account.teams,
  language: account.language,
  mode: account.mode,
});

/** What only the server can check (a cron expression, secrets that one may not list, what other maps receive, patterns, tests and the networks' rules, which are heavy): kept from its last answer until it answers again. */
const serverOnly = (problem: Problem, secrets: boolean): boolean =>
  (!problem.node && !problem.edge && (problem.field ?? "").startsWith("schedule")) ||
  problem.code.startsWith("rule-") ||
  problem.code === "bad-pattern" ||
  problem.code === "test-fails" ||
  problem.code === "shared-receiver" ||
  problem.code === "shared-source" ||
  (secrets && problem.code === "missing-secret");

/**
 * Keeps the canvas's problems: at once from the same compiler in the browser, and from the server with every save.
 * `accounts` is null where there are more than were read: then only the server can say that one is unknown. `secrets` are the
 * names of those that are stored, null for who may not list them, undefined while they are being asked for.
 * Returns the listener for the server's.
 */
export function useProblems(
  canvas: Canvas,
  accounts: readonly Account[] | null | undefined,
  secrets: ReadonlySet<string> | null | undefined,
  first: Problem[],
): (problems: Problem[]) => void {
  const server = useRef(first);
  useEffect(() => {
    let before = canvas.document();
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const publishers = accounts?.map(publisherOf);
    const check = () => {
      const { problems } = compile(canvas.document(), registry, {
        ...(publishers ? { accounts: publishers } : {}),
        ...(secrets ? { secrets } : {}),
      });
      const kept = server.current.filter((problem) => serverOnly(problem, !secrets));
      canvas.set({ problems: [...problems, ...kept] });
    };
    if (accounts !== undefined && secrets !== undefined) check();
    const stop = canvas.subscribe(() => {
      if (canvas.document() === before) return;
      before = canvas.document();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      if (before.nodes.length > many) timer = setTimeout(check, pause);
      else frame = requestAnimationFrame(check);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [canvas, accounts, secrets]);
  return useCallback(
    (problems) => {
      server.current = problems;
      canvas.set({ problems });
    },
    [canvas],
  );
}
