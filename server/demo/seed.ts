import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import { type Network, usualConnection } from "#engine/network.ts";
import type { Language } from "#engine/text.ts";
import { setMode } from "../accounts/mode.ts";
import { inWorkspace } from "../database/scope.ts";
import { networkContext } from "../networks/bases.ts";
import { acceptCharter } from "../charter/accept.ts";
import { putInForce } from "../charter/publish.ts";
import { inForce } from "../charter/state.ts";
import { charterTemplate } from "../charter/template.ts";
import { askAccounts } from "../networks/connect/opened.ts";
import { storeGrant } from "../networks/connect/store.ts";
import { grantContext } from "../networks/grants/grant.ts";
import { ensureUser } from "../http/user.ts";
import { createMap } from "../maps/edit.ts";
import { publishMap } from "../maps/publish.ts";
import type { Services } from "../ports.ts";
import { requestRun } from "../run/ticks.ts";
import { saveSecret } from "../vault/secrets.ts";
import type { Simulators } from "../simulators/start.ts";
import { drawTemplate } from "../maps/templates.ts";
import { demoPlaces } from "./places.ts";
import { seedBriefs } from "./briefs.ts";
import { seedCampaigns } from "./campaigns.ts";
import { seedColleagues } from "./colleagues.ts";
import { seedEditorial } from "./editorial.ts";
import { seedLesson } from "./lesson.ts";
import { seedMentors } from "./mentors.ts";
import { seedPortraits } from "./portraits.ts";
import { seedRecognition } from "./recognition.ts";
import { seedSurvey } from "./survey.ts";
import { seedTopics } from "./topics.ts";
import { people, type Person, sampleMap } from "./people.ts";
import { workspace } from "./workspace.ts";

type Actor = { workspaceId: string; memberId: string };
export type Seeded = { seeded: boolean; workspaceId: string | null; adminEmail: string | null };

/**
 * Fills an empty database with the demo: people, their accounts on the simulated networks, and a map that is published and
 * runs at once. Its people speak French; the admin, who is the one that tries it out, is met in `adminLanguage`. A seeding that was cut off is taken up where it stopped; a database with real people is never touched.
 */
export async function seed(
  services: Services,
  simulators: Simulators,
  adminLanguage: Language = workspace.language,
): Promise<Seeded> {
  const begun = await begin(services, adminLanguage);
  if (begun === null) return { seeded: false, workspaceId: null, adminEmail: null };
  return await inWorkspace(begun.workspaceId, () => fill(services, simulators, begun));
}

async function fill(
  services: Services,
  simulators: Simulators,
  { workspaceId, members }: { workspaceId: string; members: Map<string, string> },
): Promise<Seeded> {
  const admin = people[0]!.email;
  const actor = { workspaceId, memberId: members.get(admin)! };
  await agree(services, actor, members);
  for (const person of people)
    await connect(services, simulators, {
      workspaceId,
      person,
      memberId: members.get(person.email)!,
      adminId: actor.memberId,
    });
  await seedTopics(services, workspaceId, people, members);
  await seedEditorial(services, actor, members);
  await seedCampaigns(services, actor);
  await seedSurvey(services, actor, members);
  await seedMentors(services, workspaceId, members);
  await seedLesson(services, actor);
  await seedRecognition(services, workspaceId, members);
  await seedPortraits(services, workspaceId, members);
  await seedBriefs(services, workspaceId, members);
  await seedColleagues(services, workspaceId, members.get(colleague)!);
  const facebook = simulators.demoPage("facebook");
  if (facebook !== null) await saveSecret(services, actor, `facebook-page:${sampleMap.page}`, facebook.token);
  await drawMaps(services, actor);
  return { seeded: true, workspaceId, adminEmail: admin };
}

/** The demo's workspace with its people, made or found half-made; null where there is nothing to seed. */
async function begin(
  { db }: Services,
  adminLanguage: Language,
): Promise<{ workspaceId: string; members: Map<string, string> } | null> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('relaymap demo', 0))`.execute(trx);
    const known = await trx.selectFrom("workspace").select(["id", "demo"]).limit(2).execute();
    const [found] = known;
    if (found !== undefined) {
      const maps = await trx
        .selectFrom("map")
        .select("id")
        .where("workspace_id", "=", found.id)
        .limit(mapCount)
        .execute();
      if (!found.demo || known.length > 1 || maps.length === mapCount) return null;
    }
    const workspaceId =
      found?.id ??
      (
        await trx
          .insertInto("workspace")
          .values({ ...workspace, demo: true })
          .returning("id")
          .executeTakeFirstOrThrow()
      ).id;
    const members = new Map<string, string>();
    for (const { email, name, role } of people) {
      const userId = await ensureUser(trx, { email, name });
      const { id } = await trx
        .insertInto("member")
        .values({
          workspace_id: workspaceId,
          user_id: userId,
          role,
          name,
          email,
          language: role === "admin" ? adminLanguage : workspace.language,
          zone: workspace.zone,
        })
        .onConflict((clash) => clash.columns(["workspace_id", "user_id"]).doUpdateSet({ role }))
        .returning("id")
        .executeTakeFirstOrThrow();
      members.set(email, id);
    }
    return { workspaceId, members };
  });
}

/** The charter is in force, and its people have said yes to it. */
async function agree({ db }: Services, actor: Actor, members: Map<string, string>): Promise<void> {
  const content = charterTemplate(workspace.name);
  const number =
    (await inForce(db, actor.workspaceId))?.number ??
    (await db
      .transaction()
      .execute((trx) => putInForce(trx, actor, { content, note: { en: "", fr: "" }, asks: true })));
  for (const memberId of members.values())
    await acceptCharter(db, { ...actor, memberId }, { number, language: workspace.language });
}

type Connecting = { workspaceId: string; person: Person; memberId: string; adminId: string };

/** Connects a person's accounts as the networks' own pages would, and notes how much they let happen by itself. */
async function connect(
  services: Services,
  simulators: Simulators,
  { workspaceId, person, memberId, adminId }: Connecting,
): Promise<void> {
  for (const { network, handle, mode, company } of person.accounts) {
    const known = services.nodes.networks.get(network);
    if (known === undefined) throw new Error(`There is no network "${network}" for the demo.`);
    const { place, access, opened } = await signIn(services, simulators, known, handle);
    const { remoteId } = simulators.identity(network, handle);
    const { accounts } = await storeGrant(services, {
      workspaceId,
      memberId: company ? null : memberId,
      grantedBy: company ? adminId : memberId,
      network,
      connection: place.name,
      server: place.server,
      clientId: null,
      subject: opened.subject,
      subjectName: opened.name ?? handle,
      access,
      // Of several (the pages of somebody) the demo takes the one that stands for the company.
      accounts: opened.accounts.filter((account) => account.remoteId === remoteId),
    });
    const { accountId } = accounts[0]!;
    await services.db
      .updateTable("account")
      .set({ zone: workspace.zone })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", accountId)
      .execute();
    // Connecting alone means: ask the person, but let maps post for the company.
    if (mode === (company ? "auto" : "ask")) continue;
    const owner = { workspaceId, memberId, role: person.role, name: person.name, language: workspace.language };
    await setMode(services, owner, accountId, { mode });
  }
}

/** What somebody's own sign-in gives, as its page would have it or by what they would enter, and what it opens. */
async function signIn(services: Services, simulators: Simulators, network: Network, handle: string) {
  const { name: card } = network.card;
  const { name, connection } = usualConnection(network);
  const { open } = connection;
  if (open !== undefined) {
    const access = await open(networkContext(services, network, null), simulators.credentials(card, handle), null);
    const place = { network, name, connection, server: "" };
    return { place, access, opened: await askAccounts(place, grantContext(services, place, null, access)) };
  }
  const { server, tokens } = simulators.issueToken(card, handle);
  const { scopes = [], mediaScopes = [] } = connection.oauth?.("", "") ?? {};
  const all = [...scopes, ...mediaScopes];
  const access = { token: tokens.access, refresh: tokens.refresh, expiresAt: tokens.expiresAt, scopes: all };
  const place = { network, name, connection, server };
  return { place, access, opened: await askAccounts(place, grantContext(services, place, null, access)) };
}

/** Who writes a blog of her own. */
const colleague = "lea.martin@atelier-lumen.example";

/** The maps come last: a demo that has both was seeded to its end. */
const mapCount = 2;

/** The map that runs, and a draft to play with; what is there already is left as it is. */
async function drawMaps(services: Services, actor: Actor): Promise<void> {
  const { networks } = services.settings;
  const places = demoPlaces(networks);
  const draft = await drawTemplate(services, actor.workspaceId, "alerts-by-topic", {});
  if (places === null || draft === null) return;
  const document = sampleMap.document(places);
  const map = await findOrCreate(services, actor, document);
  if (map.live_version === null)
    await publishMap(services, actor, map.id, { revision: map.revision, note: "Démonstration" });
  await requestRun(services, {
    workspaceId: actor.workspaceId,
    mapId: map.id,
    memberId: actor.memberId,
    cause: "publish",
  });
  await findOrCreate(services, actor, draft);
}

async function findOrCreate(services: Services, actor: Actor, document: MapDocument) {
  const find = () =>
    services.db
      .selectFrom("map")
      .select(["id", "live_version", "revision"])
      .where("workspace_id", "=", actor.workspaceId)
      .where("name", "=", document.name)
      .limit(1);
  const found = await find().executeTakeFirst();
  if (found !== undefined) return found;
  await createMap(services, actor, { name: document.name, document });
  return find().executeTakeFirstOrThrow();
}
