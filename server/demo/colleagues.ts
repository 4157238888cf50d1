import { sql } from "kysely";
import { agreeToFollow } from "../colleagues/agree.ts";
import { myFollowed } from "../colleagues/views.ts";
import type { Services } from "../ports.ts";
import { demoPaths } from "./feeds.ts";
import { demoPlaces } from "./places.ts";
import { workspace } from "./workspace.ts";

/** Days for which Léa's blog has been followed. */
const since = 12;

/** A colleague's own blog, which she lets the company follow: by her own yes, as from her page. What is there already stays. */
export async function seedColleagues(services: Services, workspaceId: string, memberId: string): Promise<void> {
  const places = demoPlaces(services.settings.networks);
  if (places === null || (await myFollowed(services.db, { workspaceId, memberId })).rows.length > 0) return;
  const address = places.blog.replace(demoPaths.blog, demoPaths.notebook);
  const { id } = await agreeToFollow(services, { workspaceId, memberId, language: workspace.language }, address);
  await sql`update colleague_account set agreed_at = agreed_at - make_interval(days => ${since}::int)
    where workspace_id = ${workspaceId} and id = ${id}`.execute(services.db);
}
