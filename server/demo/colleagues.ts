import { sql } from "kysely";
import { agreeToFollow } from "../colleagues/agree.ts";
import { myFollowed } from "../colleagues/views.ts";
import type { Services } from "../ports.ts";
import { demoPaths } from "./feeds.ts";
import { demoPlaces } from "./places.ts";
import { workspace } from "./workspace.ts";

/** Days for which they have been followed. */
const since = 12;

/** Where she is beside her blog. What Relaymap posts there for her is not read back: it waits for words of her own. */
const account = "@lea_martin@social.example";

/** What colleagues let the company follow: by their own yes, as from their pages. What is there already stays. */
export async function seedColleagues(services: Services, workspaceId: string, memberId: string): Promise<void> {
  const places = demoPlaces(services.settings.networks);
  if (places === null || (await myFollowed(services.db, { workspaceId, memberId })).rows.length > 0) return;
  const blog = places.blog.replace(demoPaths.blog, demoPaths.notebook);
  for (const address of [account, blog])
    await agreeToFollow(services, { workspaceId, memberId, language: workspace.language }, address);
  await sql`update colleague_account set agreed_at = agreed_at - make_interval(days => ${since}::int) where workspace_id = ${workspaceId}`.execute(
    services.db,
  );
}
