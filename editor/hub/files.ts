import { pathOf } from "../client.ts";

/** Where a file of an offer is kept from. */
export const kitAddress = (id: number): string => pathOf("getOfferKit").replace(":id", String(id));
export const fileAddress = (id: number, place: number): string =>
  pathOf("getOfferFile").replace(":id", String(id)).replace(":place", String(place));
