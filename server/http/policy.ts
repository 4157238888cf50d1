import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { Settings } from "../ports.ts";

/**
 * Security headers. Scripts and styles come from our own files only; `<style>` elements that the component kit makes
 * carry the page's nonce (`editor.ts` puts it in). Style attributes need no exception: React sets them through the CSSOM.
 *
 * Pictures come from ourselves only, also a feed's and people's faces: what stands elsewhere is asked for by the server,
 * through its guard. A source's own address would tell it who looks at a preview, and could lead inside the reader's network.
 */
export function contentPolicy(settings: Pick<Settings, "publicUrl">): FastifyHelmetOptions {
  const secure = settings.publicUrl.startsWith("https:");
  return {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        mediaSrc: ["'self'"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        // Mails are shown as they are, in a frame that runs nothing.
        frameSrc: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    // A network's sign-in page opens in the same tab; nothing needs a window of another origin.
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
  };
}
