import { writeForm } from "#engine/multipart.ts";
import { answerPage } from "../networks/world.ts";
import { png } from "../support/pictures.ts";

type Managed = { id: string; username: string; access_token: string };
const listed = <Row>({ data }: Record<string, unknown>): Row[] => data as Row[];

/** Writes with a picture of one colour on a page that the company looks after, by Facebook's own API, as another program of theirs would. */
export async function writeOnFacebook(base: string, name: string, message: string, colour: string): Promise<void> {
  const call = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${base}/v24.0${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const app = { client_id: "relaymap-demo", redirect_uri: "http://127.0.0.1/back" };
  const scope = "pages_show_list,pages_read_engagement,pages_manage_posts,business_management";
  const asked = new URLSearchParams({ ...app, state: "a", response_type: "code", scope });
  const back = await answerPage(`${base}/v24.0/dialog/oauth?${asked.toString()}`, "atelier_lumen");
  const code = back.searchParams.get("code") ?? "";
  const person = await call(`/oauth/access_token?${new URLSearchParams({ ...app, code }).toString()}`);
  const key = `access_token=${String(person["access_token"])}`;
  const [portfolio] = listed<{ id: string }>(await call(`/me/businesses?${key}`));
  const pages = listed<Managed>(await call(`/${portfolio?.id}/client_pages?fields=id,username,access_token&${key}`));
  const own = pages.find(({ username }) => username === name);
  if (own === undefined) throw new Error(`they look after no page ${name}`);
  const headers = { authorization: `Bearer ${own.access_token}` };
  const bytes = new Uint8Array(await png({ width: 1200, height: 800, colour }));
  const file = { name: "source", filename: "photo.png", type: "image/png", bytes };
  const { type, body } = writeForm({ published: "false" }, file);
  const photo = { method: "POST", headers: { ...headers, "content-type": type }, body: new Uint8Array(body) };
  const { id } = await call(`/${own.id}/photos`, photo);
  const form = new URLSearchParams({ message, "attached_media[0]": JSON.stringify({ media_fbid: id }) });
  await call(`/${own.id}/feed`, { method: "POST", headers, body: form });
}
