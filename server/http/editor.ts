import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import serve from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { escapeText } from "#engine/markup.ts";
import type { Text } from "#engine/text.ts";
import { notFound } from "../errors.ts";
import { readerOf, type Said, sheet } from "../sheets/sheet.ts";

const folder = fileURLToPath(new URL("../../dist/editor", import.meta.url));
const year = 31_536_000;

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
    const reader = readerOf(request.headers);
    if (page === null) {
      const { status, headers, body } = sheet(absent(trouble ?? unbuilt), reader);
      return reply.code(status).headers(headers).send(body);
    }
    const { language, theme } = reader;
    const opening = `<html lang="${language}"${theme ? ` data-theme="${theme}"` : ""}>`;
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .header("vary", "accept-language, cookie")
      .send(
        page
          .replace(/<html[^>]*>/, opening)
          .replace("__WITHOUT_SCRIPT__", () => escapeText(withoutScript[language]))
          .replaceAll("__NONCE__", reply.cspNonce.style),
      );
  });
}

const unbuilt: Text = {
  en: "The editor is not built: run `npm run build`, then load this page again.",
  fr: "L’éditeur n’est pas construit : lancez `npm run build`, puis rechargez cette page.",
};

/** There is no editor: why, and what to do. */
const absent = (trouble: Text): Said => ({
  status: 503,
  title: { en: "There are no pages yet", fr: "Il n’y a pas encore de pages" },
  lines: [trouble],
});

/** Stands where the page would, in a browser that runs no scripts (index.html). */
const withoutScript: Text = {
  en: "Relaymap is drawn by JavaScript, and this browser runs none here. Allow it for this site, then load the page again. To stop mails, your mail program’s own “Unsubscribe” works without it.",
  fr: "Relaymap s’affiche grâce à JavaScript, et ce navigateur n’en exécute pas ici. Autorisez-le pour ce site, puis rechargez la page. Pour ne plus recevoir d’e-mails, « Se désabonner » de votre messagerie fonctionne sans lui.",
};

/** True: pages can be served, be they of today's sources or older. */
export const hasEditor = (root = folder): boolean => existsSync(join(root, "index.html"));
