import { z } from "zod";
import { DeliveryDetail } from "./deliveries.ts";
import { File } from "./media.ts";
import { admins, byId, byNumber, editors, route } from "./route.ts";

const piece = z.string().min(1).max(100);
const FeedAddress = z.strictObject({ url: z.string() });

/** Feeds that this server shows itself: what an account of such a network posted, at a secret address. */
export const feeds = {
  readFeed: route({
    method: "GET",
    path: "/feeds/:place/:secret",
    access: "address",
    summary: "The newest posts of a feed, as RSS 2.0; asked for conditionally by ETag or Last-Modified",
    params: z.strictObject({ place: piece, secret: piece }),
    reply: File,
    file: true,
  }),
  readFeedPicture: route({
    method: "GET",
    path: "/media/:place/:mark",
    access: "address",
    summary: "A picture of a published post",
    params: z.strictObject({ place: piece, mark: piece }),
    reply: File,
    file: true,
  }),
  feedAddress: route({
    method: "GET",
    path: "/api/accounts/:id/feed",
    access: admins,
    summary: "The secret address of a feed",
    params: byId,
    reply: FeedAddress,
  }),
  renewFeed: route({
    method: "POST",
    path: "/api/accounts/:id/feed/renew",
    access: admins,
    summary: "A new secret address for a feed; the one before ends at once",
    params: byId,
    reply: FeedAddress,
  }),
  retractDelivery: route({
    method: "POST",
    path: "/api/deliveries/:id/retract",
    access: editors,
    summary: "Take a post out of a feed that this server shows",
    params: byNumber,
    reply: DeliveryDetail,
  }),
} as const;
