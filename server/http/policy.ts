import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { Settings } from "../ports.ts";

/**
 * Security headers. Scripts and styles come from our own files only; `<style>` elements that the component kit makes
 * carry the page's nonce (`editor.ts` puts it in). Style attributes need no exception: React sets them through the CSSOM.
 *
 * Pictures may come from anywhere over HTTPS: a preview shows the feed's own image and people's avatars. Over plain HTTP
 * (a first try on one's own machine, simulated networks) also from plain addresses.
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
        imgSrc: ["'self'", "data:", "https:", ...(secure ? [] : ["http:"])],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
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
