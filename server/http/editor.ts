import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import serve from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { preferredLanguage } from "#engine/markup.ts";
import type { Text } from "#engine/text.ts";
import { notFound } from "../errors.ts";

const folder = fileURLToPath(new URL("../../dist/editor", import.meta.url));
const year = 31_536_000;

/** What the person chose to see the pages in (editor/theme/choice.ts writes it); null: as their device. */
const themeOf = (cookies = ""): string | null => /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookies)?.[1] ?? null;

/**
 * The built editor: hashed files for ever, the page itself never cached, with this answer's style nonce, the reader's language and theme. Any other
 * address that is not the API's is the page, too: the editor has its own router.
 */
export async function serveEditor(
  app: FastifyInstance,
  options: { root?: string; trouble?: Text | null } = {},
): Promise<void> {
  const { root = folder, trouble = null } = options;
  const config = { access: "anonymous" as const };
  await app.register(serve, { root, serve: false, preCompressed: true, dotfiles: "ignore" });

  app.get("/assets/:file", { config }, (request, reply) => {
    const { file } = request.params as { file: string };
    return reply.sendFile(`assets/${file}`, { maxAge: year * 1000, immutable: true });
  });
  app.get("/*", { config }, async (request, reply) => {
    const path = (request.params as { "*": string })["*"];
    if (path.startsWith("api/") || path === "api") throw notFound();
    // Files beside the page (icons, manifest) have a dot in their last part; the editor's own addresses do not.
    if (/\.[a-z0-9]+$/i.test(path) && path !== "index.html") return reply.sendFile(path);
    const page = await readFile(join(root, "index.html"), "utf8").catch(() => null);
    if (page === null)
      return reply
        .code(503)
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .send(absent(trouble ?? unbuilt));
    const theme = themeOf(request.headers.cookie);
    const opening = `<html lang="${preferredLanguage(request.headers["accept-language"])}"${theme ? ` data-theme="${theme}"` : ""}>`;
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .header("vary", "accept-language, cookie")
      .send(page.replace(/<html[^>]*>/, opening).replaceAll("__NONCE__", reply.cspNonce.style));
  });
}

const unbuilt: Text = {
  en: "The editor is not built: run `npm run build`, then load this page again.",
  fr: "L’éditeur n’est pas construit : lancez `npm run build`, puis rechargez cette page.",
};

/** A page that needs nothing that was built: the browser shows it as it comes. */
function absent({ en, fr }: Text): string {
  const [english, french] = [en, fr].map((text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(/`([^`]*)`/g, "<code>$1</code>"),
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Relaymap</title></head>
<body><h1>Relaymap</h1><p>${english}</p><p lang="fr">${french}</p></body>
</html>
`;
}

/** True: pages can be served, be they of today's sources or older. */
export const hasEditor = (root = folder): boolean => existsSync(join(root, "index.html"));
