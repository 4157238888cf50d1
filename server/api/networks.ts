import { z } from "zod";
import { route, everyone, admins, done } from "./route.ts";

export const NetworkView = z.strictObject({
  name: z.string(),
  title: z.string(),
  federated: z.boolean(),
  /** False until the operator enters an app's client id. */
  ready: z.boolean(),
  simulated: z.boolean(),
  maxLength: z.number().int(),
  publishes: z.boolean(),
  /** Whether numbers come back: they cost nothing, they cost money and are off or on, or there are none. */
  readings: z.enum(["none", "free", "off", "on"]),
  defaultServer: z.string(),
});

/** Networks, and the way to an account on one. */
export const networks = {
  listNetworks: route({
    method: "GET",
    path: "/api/networks",
    access: everyone,
    summary: "Networks to connect to",
    reply: z.strictObject({ rows: z.array(NetworkView) }),
  }),
  saveNetworkApp: route({
    method: "PUT",
    path: "/api/networks/:name/app",
    access: admins,
    summary: "Enter the operator's app on a network",
    params: z.strictObject({ name: z.string().max(40) }),
    body: z.strictObject({ clientId: z.string().min(1).max(300), clientSecret: z.string().max(500).optional() }),
    reply: done,
  }),
  savePaidReadings: route({
    method: "PUT",
    path: "/api/networks/:name/readings",
    access: admins,
    summary: "Switch readings that cost money on or off",
    params: z.strictObject({ name: z.string().max(40) }),
    body: z.strictObject({ on: z.boolean() }),
    reply: done,
  }),
  connect: route({
    method: "POST",
    path: "/api/connect",
    access: everyone,
    summary: "Begin to connect an account; answers the network's page to open",
    body: z.strictObject({
      network: z.string().max(40),
      server: z.string().max(300).optional(),
      forWorkspace: z.boolean().default(false),
    }),
    reply: z.strictObject({ url: z.string() }),
  }),
  connectCallback: route({
    method: "GET",
    path: "/api/connect/callback",
    access: everyone,
    summary: "Where the network sends the person back to; leads to the accounts page",
    query: z.record(z.string(), z.string()),
    reply: z.strictObject({ location: z.string() }),
    redirects: true,
  }),
} as const;
