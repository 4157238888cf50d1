import "./words.ts";
import { FileButton } from "@mantine/core";
import { IconFileImport, IconPlayerPlay, IconRss } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { Link, useLocation, useSearchParams } from "wouter";
import type { MapDocument } from "#engine/map.ts";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { DocumentPicture } from "../maps/map-picture.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Late } from "../ui/late.tsx";
import { Page } from "../ui/page.tsx";
import type { FileFound } from "./read-file.ts";
import classes from "./gallery.module.css";
import { StartCard } from "./start-card.tsx";
import { TemplateForm, type TemplateRow } from "./template-form.tsx";

// Most files are whole.
const FileDialog = lazy(async () => ({ default: (await import("./file-dialog.tsx")).FileDialog }));

const purposes = ["news", "watch", "people", "again"] as const;

/**
 * Where a map begins: empty, with a tour, from a file, or from a template, which asks for three things. `?template=` is one of them;
 * `?into=` an empty map that it is drawn into, instead of one more.
 */
export function GalleryPage() {
  const { t, text } = useWords();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const client = useQueryClient();
  const templates = useReply("templates", {});
  const create = useChange("createMap", { stale: ["listMaps"] });
  const [found, report] = useState<FileFound | null>(null);
  const into = search.get("into");
  const start = (name: string, document?: MapDocument, then = "") =>
    create.mutate(
      { body: { name: name.slice(0, 120), ...(document ? { document } : {}) } },
      { onSuccess: (map) => go(`/maps/${map.id}${then}`) },
    );
  const open = async (name: string, document: MapDocument) => {
    if (into !== null && (await filled(into, { ...document, name }))) {
      void client.invalidateQueries({ queryKey: ["getMap"] });
      go(`/maps/${into}`);
    } else start(name, document);
  };
  const read = async (file: File | null) => {
    if (!file) return;
    const { readFile } = await import("./read-file.ts");
    const found = await readFile(file);
    if (found.document !== null && found.problems.length === 0) start(found.document.name, found.document);
    else report(found);
  };
  const chosen = search.get("template");
  const template = templates.data?.rows.find(({ id }) => id === chosen);
  const address = (id: string) => `/maps/new?template=${id}${into === null ? "" : `&into=${encodeURIComponent(into)}`}`;
  if (template)
    return (
      <Page
        title={text(template.title)}
        back={
          <Back to={`/maps/new${into === null ? "" : `?into=${encodeURIComponent(into)}`}`}>{t("gallery.back")}</Back>
        }
      >
        <TemplateForm
          key={template.id}
          template={template}
          open={(...drawn) => void open(...drawn)}
          opening={create.isPending}
        />
      </Page>
    );
  return (
    <Page title={t("gallery.title")} intro={t("gallery.intro")}>
      <div className={classes.starts}>
        <StartCard
          icon={<IconRss size={20} stroke={1.7} />}
          title={t("gallery.blank")}
          help={t("gallery.blankHelp")}
          start={() => (into === null ? start(t("gallery.untitled")) : go(`/maps/${into}`))}
        />
        <StartCard
          icon={<IconPlayerPlay size={20} stroke={1.7} />}
          title={t("gallery.tour")}
          help={t("gallery.tourHelp")}
          start={() => (into === null ? start(t("gallery.tour"), undefined, "?tour=1") : go(`/maps/${into}?tour=1`))}
        />
        <FileButton onChange={(file) => void read(file)} accept="application/json,.json">
          {({ onClick }) => (
            <StartCard
              icon={<IconFileImport size={20} stroke={1.7} />}
              title={t("gallery.file")}
              help={t("gallery.fileHelp")}
              start={onClick}
            />
          )}
        </FileButton>
      </div>
      <Late opened={found !== null}>
        {(opened) => (
          <FileDialog
            opened={opened}
            found={found}
            close={() => report(null)}
            open={(document) => start(document.name, document)}
            opening={create.isPending}
          />
        )}
      </Late>
      {chosen !== null && templates.data && <p role="status">{t("gallery.gone")}</p>}
      <Answer query={templates} lines={3} height={220}>
        {() =>
          purposes.map((purpose) => (
            <section key={purpose}>
              <h2 className={classes.heading}>{t(`gallery.purpose.${purpose}`)}</h2>
              <ul className={classes.grid}>
                {(templates.data?.rows ?? [])
                  .filter((row) => row.purpose === purpose)
                  .map((row) => (
                    <li key={row.id}>
                      <TemplateCard template={row} to={address(row.id)} />
                    </li>
                  ))}
              </ul>
            </section>
          ))
        }
      </Answer>
    </Page>
  );
}

function TemplateCard({ template, to }: { template: TemplateRow; to: string }) {
  const { t, text } = useWords();
  return (
    <Link href={to} className={classes.card}>
      <span className={classes.picture}>
        <DocumentPicture document={template.document} />
      </span>
      <strong className={classes.name}>{text(template.title)}</strong>
      <span className={classes.help}>{text(template.help)}</span>
      <span className={classes.asked}>
        {template.asks.map(({ ask }) => (
          <span key={ask}>{t(`gallery.ask.${ask}`)}</span>
        ))}
      </span>
    </Link>
  );
}

/** Draws into a map that is still empty. False where it is not, or is gone: nothing of anybody's is drawn over. */
async function filled(id: string, document: MapDocument): Promise<boolean> {
  try {
    const map = await call("getMap", { params: { id } });
    if (map.document.nodes.length > 0) return false;
    await call("saveDraft", { params: { id }, body: { revision: map.revision, document } });
    return true;
  } catch {
    return false;
  }
}
