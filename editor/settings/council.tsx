import { Button, SegmentedControl, Switch } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { saveAs } from "../ui/save-as.ts";
import { Told } from "../ui/told.tsx";
import { Fold } from "../ui/fold.tsx";
import { dossierPage, type Spoken, spoken } from "./dossier.ts";

/** Whether others get figures about one person, and what is stored at all: what a works council asks. */
export function Council() {
  const { t, language } = useWords();
  const rule = useReply("readPeopleRule", {});
  const save = useChange("savePeopleRule", { stale: ["readPeopleRule", "readDossier", "listAccounts"] });
  const dossier = useReply("readDossier", {});
  const [tongue, setTongue] = useState<Spoken>(language);
  return (
    <div style={{ maxWidth: 760 }}>
      <Told query={rule} lines={2}>
        {({ personFigures, fewest }) => (
          <Switch
            label={t("council.figures")}
            description={t("council.figuresText", { fewest })}
            checked={personFigures}
            disabled={save.isPending}
            onChange={({ currentTarget }) => save.mutate({ body: { personFigures: currentTarget.checked } })}
          />
        )}
      </Told>
      <h2 style={{ margin: "32px 0 4px", fontSize: 18 }}>{t("council.dossier")}</h2>
      <p className="muted">{t("council.dossierText")}</p>
      <Told query={dossier} lines={6}>
        {(found) => (
          <>
            <div style={{ display: "flex", flexWrap: "wrap", gap: 12, alignItems: "center", margin: "16px 0" }}>
              <SegmentedControl
                aria-label={t("council.language")}
                data={[...spoken].map(({ value, label }) => ({ value, label }))}
                value={tongue}
                onChange={(next) => setTongue(next as Spoken)}
              />
              <Button
                variant="default"
                leftSection={<IconDownload size={16} stroke={1.8} />}
                onClick={() => saveAs(`dossier-${tongue}.html`, "text/html", dossierPage(found, tongue))}
              >
                {t("council.download")}
              </Button>
            </div>
            <div lang={tongue}>
              {found.areas.map(({ name, title, what, why, kept, tables }) => (
                <Fold key={name} title={title[tongue]} about={what[tongue]}>
                  <p>{why[tongue]}</p>
                  <p>{kept[tongue]}</p>
                  <ul lang="en">
                    {tables.map((table) => (
                      <li key={table.name}>
                        <b>{table.name}</b>
                        {table.about !== null && `: ${table.about}`}
                      </li>
                    ))}
                  </ul>
                </Fold>
              ))}
            </div>
          </>
        )}
      </Told>
    </div>
  );
}
