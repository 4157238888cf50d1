import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { titleOf } from "../../drawing/describe.ts";
import { Face } from "../../ui/face.tsx";
import { LatePopover } from "../../ui/late-popover.tsx";
import { useCamera } from "../floats/camera.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import classes from "./presence.module.css";
import type { Company } from "./teller.ts";
import { useCompany } from "./use-company.ts";
import "./words.ts";

/** Faces that are shown; the list has them all. */
const most = 3;

type Guest = Company["others"][number];

/** The others who have this map open, and where they are: a press leads there. */
export function Presence() {
  const { t } = useWords();
  const canvas = useCanvas();
  const camera = useCamera();
  const others = useCompany();
  const say = useSentence();
  const [opened, { toggle, close }] = useDisclosure(false);
  const said = useMemo(() => others.map((guest) => ({ ...guest, said: say(guest) })), [others, say]);
  const arrived = useArrivals(others, t);

  useEffect(() => {
    const guests = Object.fromEntries(
      said.flatMap(({ node, name, said: sentence }) => (node === null ? [] : [[node, { name, said: sentence }]])),
    );
    if (JSON.stringify(guests) !== JSON.stringify(canvas.get().guests)) canvas.set({ guests });
  }, [canvas, said]);
  useEffect(() => () => canvas.set({ guests: {} }), [canvas]);

  const [first] = said;
  const go = ({ node }: Guest) => {
    close();
    if (node !== null) camera.show([node]);
  };
  return (
    <>
      <VisuallyHidden role="status">{arrived}</VisuallyHidden>
      {first && (
        <LatePopover
          opened={opened}
          close={close}
          label={t("presence.title")}
          width={300}
          position="bottom-end"
          padding={6}
          button={
            <UnstyledButton
              className={classes.faces!}
              aria-expanded={opened}
              title={said.map((guest) => guest.said).join("\n")}
              onClick={toggle}
            >
              <VisuallyHidden>{t("presence.count", { count: said.length, first: first.said })}</VisuallyHidden>
              {said.slice(0, most).map((guest) => (
                <span
                  key={guest.tab}
                  className={classes.face}
                  data-editing={guest.editing || undefined}
                  aria-hidden="true"
                >
                  <Face name={guest.name} size={28} />
                </span>
              ))}
              {said.length > most && (
                <span className={classes.more} aria-hidden="true">
                  +{said.length - most}
                </span>
              )}
            </UnstyledButton>
          }
        >
          {said.map((guest) => (
            <UnstyledButton key={guest.tab} className={classes.row!} onClick={() => go(guest)}>
              <Face name={guest.name} size={28} />
              <span>{guest.said}</span>
            </UnstyledButton>
          ))}
        </LatePopover>
      )}
    </>
  );
}

/** Where somebody is, in words. */
function useSentence(): (guest: Guest) => string {
  const { t, text } = useWords();
  const { nodes } = useDocument();
  return useMemo(() => {
    const names = new Map(nodes.map((node) => [node.id, titleOf(node, manifests.get(node.type), text)]));
    return ({ name, own, node, editing }) => {
      const step = node === null ? undefined : names.get(node);
      if (own) return step === undefined ? t("presence.own") : t("presence.ownAt", { step });
      if (step === undefined) return t(editing ? "presence.writes" : "presence.here", { name });
      return t(editing ? "presence.edits" : "presence.at", { name, step });
    };
  }, [nodes, t, text]);
}

/** Who has just come, said once: where they go next is for the eye. */
function useArrivals(others: readonly Guest[], t: ReturnType<typeof useWords>["t"]): string {
  const known = useRef(new Set<string>());
  const [said, say] = useState("");
  useEffect(() => {
    const fresh = others.filter(({ tab }) => !known.current.has(tab));
    known.current = new Set(others.map(({ tab }) => tab));
    if (fresh.length > 0)
      say(fresh.map(({ own, name }) => (own ? t("presence.own") : t("presence.here", { name }))).join(". "));
  }, [others, t]);
  return said;
}
