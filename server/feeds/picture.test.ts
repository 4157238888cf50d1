import { expect, test } from "vitest";
import { isReached } from "./picture.ts";

test.each([
  ["https://relaymap.example.org", true],
  ["https://relaymap.example.org:8443", true],
  ["https://93.184.216.34", true],
  ["http://relaymap.example.org", false],
  ["http://127.0.0.1:3000", false],
  ["https://127.0.0.1", false],
  ["https://[::1]", false],
  ["https://10.1.2.3", false],
  ["https://localhost:3000", false],
  ["https://relaymap", false],
  ["https://relaymap.", false],
  ["https://relaymap.lan", false],
  ["https://relaymap.corp.internal", false],
])("whether Slack can fetch what %s gives: %s", (publicUrl, reached) => {
  expect(isReached({ publicUrl, networks: {} }, "slack")).toBe(reached);
  // A simulated network is on this machine.
  expect(isReached({ publicUrl, networks: { slack: { api: "", web: "" } } }, "slack")).toBe(true);
});
